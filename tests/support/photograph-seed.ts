import { z } from "zod";
import { photograph, type Original } from "./copied-world.ts";

const photographSchema = z.object({ dataFolder: z.string(), ownerUrl: z.string(), template: z.string() });

/** Keeps what the demonstration holds before any journey has changed it. Runs once, when the site is ready. */
export default async function photographSeed(): Promise<void> {
  const { dataFolder, ownerUrl, template } = await photograph(process.env["JOURNEYS_DATA_DIR"] ?? "");
  process.env["JOURNEYS_SEEDED"] = JSON.stringify({ dataFolder, ownerUrl, template });
}

/** What the demonstration held before the first journey. */
export function seededOriginal(): Omit<Original, "close"> {
  return photographSchema.parse(JSON.parse(process.env["JOURNEYS_SEEDED"] ?? "{}"));
}
