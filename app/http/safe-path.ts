/** A path of this site to go on to; the given one only if it cannot lead anywhere else. */
export function safePath(wanted: unknown, otherwise: string): string {
  if (typeof wanted !== "string" || !/^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(wanted)) return otherwise;
  return wanted;
}
