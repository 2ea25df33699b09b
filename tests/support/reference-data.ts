import { existsSync } from "node:fs";
import { join } from "node:path";

/** Folder of the reference data with scores from another implementation; it lies beside the repository where it exists. */
export const referenceData = join(process.cwd(), "..", "shared", "data");

export const hasReferenceData = existsSync(referenceData);
