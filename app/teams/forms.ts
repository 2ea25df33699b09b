import { z } from "zod";

const visible = (text: string) =>
  text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/\s+/g, " ")
    .trim();

/** What a new team is called. */
export const teamForm = z.object({
  name: z.string().transform(visible).pipe(z.string().min(2).max(60)),
  affiliation: z
    .string()
    .transform(visible)
    .pipe(z.string().max(100))
    .transform((text) => (text === "" ? null : text)),
});
