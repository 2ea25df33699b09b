import { z } from "zod";
import { isBlank, withoutBlankEdges } from "#app/i18n/written-text.ts";

const note = z
  .string()
  .max(500)
  .nullish()
  .transform((text) => (text == null || isBlank(text) ? null : withoutBlankEdges(text)));

/** Announcement of a large file. */
export const uploadForm = z.object({
  size: z.number().int().min(1).max(50e9),
  sha256: z
    .string()
    .regex(/^(sha256:)?[0-9a-f]{64}$/)
    .transform((text) => text.replace("sha256:", "")),
  fileName: z.string().max(200).default("predictions.csv"),
  note,
});
