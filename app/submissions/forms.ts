import { z } from "zod";

const note = z
  .string()
  .max(500)
  .nullish()
  .transform((text) => (text == null || text.trim() === "" ? null : text.trim()));

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
