import type { FaultList } from "./faults.ts";
import { readRuns } from "./formats/run-lengths.ts";
import { messages } from "./messages.ts";
import type { ExpectedIds, Predictions } from "./predictions.ts";
import type { Place, RowReader } from "./rows.ts";
import type { Runs } from "./shapes.ts";
import type { Specification } from "./spec.ts";

/** One mask per prediction column, written as run lengths. */
export class MaskRows implements RowReader {
  readonly mayRepeat = false;
  readonly #spec: Specification;
  readonly #expected: ExpectedIds;
  readonly #faults: FaultList;
  readonly #masks: Runs[][];

  constructor(spec: Specification, expected: ExpectedIds, faults: FaultList) {
    this.#spec = spec;
    this.#expected = expected;
    this.#faults = faults;
    this.#masks = expected.ids.map(() => []);
  }

  read(fields: readonly string[], columns: readonly number[], { row, line }: Place): void {
    const size = row === null ? undefined : this.#expected.sizes?.[row];
    const pixels = size === undefined ? null : size.height * size.width;
    const masks = columns.map((column, index) => {
      const text = fields[column] ?? "";
      const runs = readRuns(text, pixels);
      const name = this.#spec.predictions[index] ?? null;
      if (runs === null)
        this.#faults.add("rle", messages.runLengths(pixels), { line, column: name, value: text });
      return runs;
    });
    const sound = masks.filter((runs) => runs !== null);
    if (row !== null && sound.length === columns.length) this.#masks[row] = sound;
  }

  predictions(): Predictions {
    return {
      rows: this.#masks.length,
      columns: this.#spec.predictions.length,
      values: new Float64Array(0),
      classes: this.#spec.predictions,
      shapes: { kind: "masks", rows: this.#masks },
    };
  }
}
