import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { createGzip } from "node:zlib";
import { pipeline } from "node:stream/promises";
import { createReadStream } from "node:fs";

/** What a work's files hold: an identifier, a label and the cells of a prediction for each row. */
export type Content = {
  id: (row: number) => string;
  columns: readonly string[];
  /** Columns of the label file behind the identifier; `label` gives their cells, separated by commas. */
  labelColumns: readonly string[];
  label: (row: number) => string;
  /** The cells of a row as text; called in the order of the rows. */
  cells: (row: number) => string[];
  /** Writes a line of cells, the identifier first; plain unless a work says otherwise. */
  line?: (fields: string[]) => string;
  /** What stands before the header. */
  mark?: string;
};

export type Files = { labels: string; predictions: string };

/** Writes a label file in the order of the rows, and a predictions file in another; the same at every run. */
export async function writeFiles(content: Content, rows: number, folder: string): Promise<Files> {
  const files = { labels: join(folder, "labels.csv"), predictions: join(folder, "predictions.csv") };
  const {
    id,
    label,
    labelColumns,
    cells,
    columns,
    mark = "",
    line = (fields) => `${fields.join(",")}\n`,
  } = content;
  await writeLines(
    files.labels,
    `id,${labelColumns.join(",")}\n`,
    rows,
    (row) => `${id(row)},${label(row)}\n`,
  );
  const order = shuffled(rows);
  const header = mark + line(["id", ...columns]);
  await writeLines(files.predictions, header, rows, (place) => {
    const row = order[place] ?? 0;
    return line([id(row), ...cells(row)]);
  });
  return files;
}

/** The same file, compressed. @returns its path */
export async function compressed(path: string): Promise<string> {
  await pipeline(createReadStream(path), createGzip(), createWriteStream(`${path}.gz`));
  return `${path}.gz`;
}

async function writeLines(
  path: string,
  header: string,
  count: number,
  line: (index: number) => string,
): Promise<void> {
  const file = createWriteStream(path);
  file.write(header);
  let lines: string[] = [];
  for (let index = 0; index < count; index++) {
    lines.push(line(index));
    if (lines.length < 10_000 && index + 1 < count) continue;
    if (!file.write(lines.join(""))) await once(file, "drain");
    lines = [];
  }
  file.end();
  await once(file, "finish");
}

/** Places in an order without pattern. Source: Fisher and Yates 1938, by Durstenfeld. */
function shuffled(count: number): Uint32Array {
  const next = randomNumbers(20_261_124);
  const order = Uint32Array.from({ length: count }, (_, place) => place);
  for (let place = count - 1; place > 0; place--) {
    const other = Math.floor(next() * (place + 1));
    [order[place], order[other]] = [order[other] ?? 0, order[place] ?? 0];
  }
  return order;
}

/** Evenly spread numbers between 0 and 1, with 53 random bits. Source: Park and Miller 1988, two draws for each number. */
export function randomNumbers(seed: number): () => number {
  let state = seed % 2_147_483_647;
  const draw = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return () => (Math.floor(draw() * 2 ** 27) * 2 ** 26 + Math.floor(draw() * 2 ** 26)) / 2 ** 53;
}
