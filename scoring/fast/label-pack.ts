import type { LabelSet } from "../labels.ts";
import { expectedIds, type ExpectedIds } from "../predictions.ts";
import { packIds, unpackIds, type IdIndex } from "./id-index.ts";

/** Labels with their identifiers in compact form: what a process keeps of a label set. Plain data, fit to be stored. */
export type LabelPack = {
  rows: number;
  /** Null when some identifier does not fit the kernels; `ids` then has them all. */
  index: IdIndex | null;
  ids: readonly string[] | null;
  /** Of the identifiers' images, where they are known. */
  sizes: ExpectedIds["sizes"];
  rest: Omit<LabelSet, "expected">;
};

/** Packs a label set, which may then be forgotten. */
export function packLabels({ expected, ...rest }: LabelSet): LabelPack {
  const index = packIds(expected.ids);
  return {
    rows: expected.ids.length,
    index,
    ids: index === null ? expected.ids : null,
    sizes: expected.sizes,
    rest,
  };
}

/** The label set of a pack. Its identifiers become texts when somebody asks for them, which only the plain reader does. */
export function unpackLabels(pack: LabelPack): LabelSet {
  return { ...pack.rest, expected: unpackedWhenAsked(pack) };
}

/** Texts of identifiers are kept only while somebody holds them: they take ten times the space of the index. */
function unpackedWhenAsked({ index, ids, rows, sizes }: LabelPack): ExpectedIds {
  let held: WeakRef<ExpectedIds> | null = null;
  const expected = () => {
    const found = held?.deref() ?? expectedIds(index === null ? (ids ?? []) : unpackIds(index, rows), sizes);
    held = new WeakRef(found);
    return found;
  };
  return {
    sizes,
    get ids() {
      return expected().ids;
    },
    get rowOf() {
      return expected().rowOf;
    },
  };
}
