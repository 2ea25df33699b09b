import { z } from "zod";
import { line } from "#app/i18n/written-text.ts";

/** What a new team is called. */
export const teamForm = z.object({
  name: line().min(2).max(60),
  affiliation: line()
    .max(100)
    .transform((text) => (text === "" ? null : text)),
});
