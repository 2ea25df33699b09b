import { evaluate, type Evaluation, type Group } from "../evaluate.ts";
import { UnreadableFile } from "../faults.ts";
import { unpack, type Limits } from "../formats/unpack.ts";
import { newKernels } from "../kernels/installed.ts";
import type { LabelSet } from "../labels.ts";
import { checkPredictions, type CheckedFile } from "../predictions.ts";
import type { Specification } from "../spec.ts";
import { inflate } from "./inflate.ts";
import { unpackLabels, type LabelPack } from "./label-pack.ts";
import { FastReader, isReadable } from "./read-predictions.ts";
import { sourceOf, type PredictionsFile } from "./source.ts";

export type ScoredFile = ({ status: "scored" } & Evaluation) | Extract<CheckedFile, { status: "rejected" }>;

/** A reader with more memory than this is kept for the next file only until the memory is wanted for something else. */
const keptReaderBytes = 1 << 26;

/** A specification with its labels, ready to score one file after another. */
export class Scorer {
  readonly spec: Specification;
  readonly #pack: LabelPack;
  readonly #labels: LabelSet;
  readonly #idle: FastReader[] = [];
  #large: WeakRef<FastReader> | null = null;
  /** Whether readers need more memory than kernels can have, which is not tried for each file. */
  #isTooLarge = false;

  constructor(spec: Specification, pack: LabelPack) {
    this.spec = spec;
    this.#pack = pack;
    this.#labels = unpackLabels(pack);
  }

  /** How many identifiers the labels have. */
  get rows(): number {
    return this.#pack.rows;
  }

  /** The labels that files are scored with. */
  get labels(): LabelSet {
    return this.#labels;
  }

  /** Checks a file and scores it. Sound files are read by kernels; any other is read again from its start by the plain
   * reader, which accepts it after all or says every fault.
   * @param wanted the groups to give; by default every one that the labels have
   * @throws Misconfigured when specification, labels and metrics do not fit */
  async score(file: PredictionsFile, limits: Limits, wanted?: readonly Group[]): Promise<ScoredFile> {
    const evaluation = await this.#scoreFast(file, limits, wanted);
    if (evaluation !== null) return { status: "scored", ...evaluation };
    // Held as one, so that the texts of the identifiers are made once.
    const { ids, rowOf, sizes } = this.#labels.expected;
    const checked = await checkPredictions(this.spec, { ids, rowOf, sizes }, await file.open(), limits);
    if (checked.status === "rejected") return checked;
    return { status: "scored", ...evaluate(this.spec, this.#labels, checked.predictions, wanted) };
  }

  async #scoreFast(
    file: PredictionsFile,
    limits: Limits,
    wanted: readonly Group[] | undefined,
  ): Promise<Evaluation | null> {
    const reader = this.#takeReader();
    if (reader === null) return null;
    const source = file.openDirect?.() ?? sourceOf(unpack(await file.open(), limits, inflate));
    try {
      const predictions = await reader.read(source, limits);
      return predictions === null ? null : evaluate(this.spec, this.#labels, predictions, wanted);
    } catch (error) {
      // Damaged archives and the like, or more than the memory holds: the plain reader will say the same, with the place.
      if (error instanceof UnreadableFile || error instanceof TypeError || error instanceof RangeError)
        return null;
      throw error;
    } finally {
      await source.close();
      if (reader.sizeBytes <= keptReaderBytes) this.#idle.push(reader);
      else this.#large = new WeakRef(reader);
    }
  }

  /** A reader that nobody else uses; null when kernels cannot read such files. */
  #takeReader(): FastReader | null {
    if (this.#isTooLarge || !isReadable(this.spec, this.#pack)) return null;
    const idle = this.#idle.pop() ?? this.#large?.deref();
    this.#large = null;
    if (idle !== undefined) return idle;
    try {
      return new FastReader(this.spec, this.#pack, newKernels());
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#isTooLarge = true;
      return null;
    }
  }
}
