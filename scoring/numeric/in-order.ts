/** Distinct names in order: as numbers when all are whole numbers (so that grade 10 follows 9), else as texts. */
export function inOrder(names: Iterable<string>): string[] {
  const distinct = [...new Set(names)];
  const areNumbers = distinct.every((name) => /^[+-]?[0-9]{1,15}$/.test(name));
  return areNumbers ? distinct.sort((a, b) => Number(a) - Number(b)) : distinct.sort();
}
