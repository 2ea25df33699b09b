import { checkSpecification } from "../evaluate.ts";
import type { Usage } from "../grouping.ts";
import { readLabels } from "../labels.ts";
import { localFile } from "../local/local-file.ts";
import { specificationSchema } from "../spec.ts";
import type { Questions } from "./tasks.ts";

/** Rows of a label file by what they are used for; without a usage column all are public. */
export type GroupCounts = { publicRows: number; privateRows: number; ignoredRows: number };

/** Reads a label file as a phase would, and counts it.
 * @throws Misconfigured when it does not fit the specification */
export async function countLabels({ spec: content, file }: Questions["register"]): Promise<GroupCounts> {
  const spec = specificationSchema.parse(content);
  checkSpecification(spec);
  const { usage, expected } = await readLabels(spec, await localFile(file.at).open());
  const count = (wanted: Usage) => usage?.filter((row) => row === wanted).length ?? 0;
  return {
    publicRows: usage === null ? expected.ids.length : count("public"),
    privateRows: count("private"),
    ignoredRows: count("ignored"),
  };
}
