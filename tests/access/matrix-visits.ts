import { policyMatrix } from "./policy-matrix.ts";
import type { Visit } from "./two-worlds.ts";

/** The lines of the policy matrix whose address matches, every second page in French: what may be known does not depend on
 * the language. */
export function matrixVisits(address: RegExp): Visit[] {
  return policyMatrix
    .filter(({ url }) => address.test(url))
    .map(({ method, url }, index) => {
      const isFrench = method === "GET" && index % 2 === 1;
      return { method, url: isFrench ? url.replace(/^\/en(?=\/|$)/, "/fr") : url };
    });
}
