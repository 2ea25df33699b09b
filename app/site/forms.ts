import { z } from "zod";
import { writtenText } from "#app/i18n/written-text.ts";

const title = writtenText().min(1).max(120);
/** Markdown. */
const content = writtenText().min(1).max(50_000);

/** A page at the foot of the site, in both languages, and the version that the editor started from. */
export const sitePageForm = z.object({
  intent: z.enum(["save", "restore"]),
  version: z.string().max(40),
  titleFr: title,
  contentFr: content,
  titleEn: title,
  contentEn: content,
});

export type SitePageForm = z.infer<typeof sitePageForm>;
