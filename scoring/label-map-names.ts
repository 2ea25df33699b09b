/** Where the file of an archive belongs: an identifier, and a class where there are several. */
export type PictureName = { fileName: string; stem: string; folder: string | null };

/** Takes a name of an archive apart: `neutrophil/case_1.png` is the map of case_1 for the class neutrophil. With a single
 * class, folders say nothing. */
export function pictureName(path: string): PictureName {
  const parts = path.split("/");
  const fileName = parts.at(-1) ?? "";
  return { fileName, stem: fileName.replace(/\.(?:png|tiff?)$/i, ""), folder: parts.at(-2) ?? null };
}

/** The row and column of a file; null when the name fits none. An identifier may itself end like a file name.
 * @param columns the classes, in order */
export function placeOf(
  { fileName, stem, folder }: PictureName,
  rowOf: ReadonlyMap<string, number>,
  columns: readonly string[],
): { row: number; column: number } | null {
  const row = rowOf.get(fileName) ?? rowOf.get(stem);
  const column = columns.length === 1 ? 0 : columns.indexOf(folder ?? "");
  return row === undefined || column < 0 ? null : { row, column };
}
