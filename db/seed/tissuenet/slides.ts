import { SeededRandom } from "../random.ts";

/** Slides per class, as in the training set of the 2020 challenge. */
export const slidesPerClass = [270, 288, 238, 219] as const;

const publicSlides = 609;

export type Slide = { name: string; label: number; usage: "public" | "private" };

/** 1,015 invented slides with their labels; the same at every run. */
export function generatedSlides(): Slide[] {
  const random = new SeededRandom("tissuenet");
  const labels = slidesPerClass.flatMap((count, label) => Array.from({ length: count }, () => label));
  const slides = random.shuffled(labels).map((label, index) => ({ name: slideName(index, random), label }));
  return slides.map((slide, index) => ({
    ...slide,
    usage: index % slides.length < publicSlides ? "public" : "private",
  }));
}

function slideName(index: number, random: SeededRandom): string {
  return `lame_${String(index + 1).padStart(4, "0")}_${random.integer(0, 46_655).toString(36).padStart(3, "0")}.tif`;
}

/** The withheld label file. */
export function labelFile(slides: readonly Slide[]): string {
  return table(slides, ["filename", "0", "1", "2", "3", "usage"], (slide) => [
    ...oneHot(slide.label),
    slide.usage,
  ]);
}

/** A predictions file with a class for each slide. */
export function predictionFile(
  slides: readonly Slide[],
  classOf: (slide: Slide, index: number) => number,
): string {
  return table(slides, ["filename", "0", "1", "2", "3"], (slide, index) => oneHot(classOf(slide, index)));
}

function oneHot(label: number): string[] {
  return slidesPerClass.map((_, index) => (index === label ? "1" : "0"));
}

function table(
  slides: readonly Slide[],
  header: string[],
  cells: (slide: Slide, index: number) => string[],
): string {
  const lines = slides.map((slide, index) => [slide.name, ...cells(slide, index)].join(","));
  return `${header.join(",")}\n${lines.join("\n")}\n`;
}
