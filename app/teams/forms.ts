import { z } from "zod";
import { visibleLine } from "#app/accounts/forms.ts";

/** What a new team is called. */
export const teamForm = z.object({
  name: z.string().transform(visibleLine).pipe(z.string().min(2).max(60)),
  affiliation: z
    .string()
    .transform(visibleLine)
    .pipe(z.string().max(100))
    .transform((text) => (text === "" ? null : text)),
});
