import { policyMatrix } from "./policy-matrix.ts";
import type { Visit } from "./two-worlds.ts";

/** The lines of the policy matrix whose address matches, and each of their pages in French as well. */
export function matrixVisits(address: RegExp): Visit[] {
  const visits = policyMatrix
    .filter(({ url }) => address.test(url))
    .map(({ method, url }): Visit => ({ method, url }));
  const pages = visits.filter(({ method, url }) => method === "GET" && url.startsWith("/en"));
  return [...visits, ...pages.map(({ method, url }) => ({ method, url: url.replace(/^\/en/, "/fr") }))];
}
