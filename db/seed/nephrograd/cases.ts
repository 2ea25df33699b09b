import { SeededRandom } from "../random.ts";

const cases = 600;
const publicCases = 240;

export type Glomerulus = { name: string; isSclerotic: boolean; usage: "public" | "private" };

/** 600 invented glomeruli with their labels; the same at every run. */
export function generatedGlomeruli(): Glomerulus[] {
  const random = new SeededRandom("nephrograd");
  return Array.from({ length: cases }, (_, index) => ({
    name: `glom_${String(index + 1).padStart(3, "0")}`,
    isSclerotic: random.uniform() < 0.31,
    usage: index < publicCases ? "public" : "private",
  }));
}

/** The withheld label file. */
export function glomeruliLabels(glomeruli: readonly Glomerulus[]): string {
  const lines = glomeruli.map(
    ({ name, isSclerotic, usage }) => `${name},${isSclerotic ? "1" : "0"},${usage}`,
  );
  return `case,sclerotic,usage\n${lines.join("\n")}\n`;
}

/** A predictions file with a probability for each glomerulus. */
export function glomeruliPredictions(
  glomeruli: readonly Glomerulus[],
  probabilities: readonly number[],
): string {
  const lines = glomeruli.map(({ name }, index) => `${name},${String(probabilities[index] ?? 0.5)}`);
  return `case,sclerotic\n${lines.join("\n")}\n`;
}
