import { expect, test } from "@playwright/test";
import routes from "../../app/routes.ts";
import { addressesOf } from "../access/route-addresses.ts";
import { policyMatrix, type Actor } from "../access/policy-matrix.ts";

test("every route has a line in the policy matrix, and every line a route", () => {
  const known = new Set(addressesOf(routes));

  expect([...new Set(policyMatrix.map((line) => line.route))].sort()).toEqual([...known].sort());
});

for (const actor of ["visitor", "competitor", "organiser", "admin"] as const satisfies readonly Actor[]) {
  test(`the policy matrix holds for: ${actor}`, async ({ page, baseURL }) => {
    const headers = { Origin: baseURL ?? "" };
    if (actor !== "visitor") {
      const form = { email: `${actor}@demo.local`, password: "demo-palmares", next: "/en" };
      expect((await page.request.post("/en/sign-in", { form, headers })).status()).toBe(200);
    }
    const unexpected: string[] = [];
    for (const { method, url, expected } of policyMatrix) {
      // Leaving would change who acts in the lines that follow.
      if (url === "/en/sign-out") continue;
      const answer = await page.request.fetch(url, { method, headers: method === "POST" ? headers : {} });
      if (answer.status() !== expected[actor])
        unexpected.push(`${method} ${url}: ${String(answer.status())}`);
      // What one person is answered, no cache on the way may give to another.
      const isOurs = answer.url().startsWith(baseURL ?? "");
      if (actor !== "visitor" && isOurs && !/private|no-store/.test(answer.headers()["cache-control"] ?? ""))
        unexpected.push(`${method} ${url}: for any cache`);
    }

    expect(unexpected).toEqual([]);
  });
}
