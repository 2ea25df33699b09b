import { FastReader, isReadable } from "#scoring/fast/read-predictions.ts";
import { packLabels } from "#scoring/fast/label-pack.ts";
import { sourceOf } from "#scoring/fast/source.ts";
import { UnreadableFile } from "#scoring/faults.ts";
import { unpack } from "#scoring/formats/unpack.ts";
import type { Kernels } from "#scoring/kernels/kernels.ts";
import { twinKernels } from "#scoring/kernels/twin/twin-kernels.ts";
import { webAssemblyKernels } from "#scoring/kernels/web-assembly.ts";
import type { LabelSet } from "#scoring/labels.ts";
import { compiledKernels } from "#scoring/local/compile-kernels.ts";
import { expectedIds, type Predictions } from "#scoring/predictions.ts";
import type { Specification } from "#scoring/spec.ts";

const compiled = new WebAssembly.Module(compiledKernels());

export const kernelKinds: Record<"compiled" | "twin", () => Kernels> = {
  compiled: () => webAssemblyKernels(compiled),
  twin: twinKernels,
};

/** A label set of which only the identifiers and classes matter. */
export function labelsWith(ids: readonly string[], classes: readonly string[] = []): LabelSet {
  const truth = new Float64Array(ids.length);
  return {
    expected: expectedIds(ids),
    truth,
    classes,
    usage: null,
    subgroups: new Map(),
    events: null,
    shapes: null,
  };
}

export async function* inPieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** What the fast reader makes of a file; null when it leaves it to the plain reader. */
export async function readFast(
  kind: "compiled" | "twin",
  { spec, labels }: { spec: Specification; labels: LabelSet },
  bytes: Uint8Array,
  { pieceBytes = 7, maxBytes = 1e9 } = {},
): Promise<Predictions | null> {
  const pack = packLabels(labels);
  if (!isReadable(spec, pack)) return null;
  const reader = new FastReader(spec, pack, kernelKinds[kind]());
  const limits = { maxBytes };
  try {
    const predictions = await reader.read(sourceOf(unpack(inPieces(bytes, pieceBytes), limits)), limits);
    return predictions && { ...predictions, values: predictions.values.slice() };
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof TypeError) return null;
    throw error;
  }
}
