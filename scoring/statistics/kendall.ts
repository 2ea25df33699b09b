/** Kendall's tau-b: (C − D) / √((C + D + Tx)(C + D + Ty)), where C and D count concordant and discordant pairs, Tx and
 * Ty those tied in one list only. 1 is the same order, −1 the reverse one. Time grows with the square of the length.
 * @returns null when either list is constant
 * Source: Kendall 1945, "The treatment of ties in ranking problems". */
export function kendallTauB(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  let difference = 0;
  let untiedX = 0;
  let untiedY = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const ofX = Math.sign((x[i] ?? 0) - (x[j] ?? 0));
      const ofY = Math.sign((y[i] ?? 0) - (y[j] ?? 0));
      difference += ofX * ofY;
      untiedX += ofX * ofX;
      untiedY += ofY * ofY;
    }
  }
  return untiedX === 0 || untiedY === 0 ? null : difference / Math.sqrt(untiedX * untiedY);
}
