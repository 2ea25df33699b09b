import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { PreparedPage } from "#app/http/prepared-page.ts";

const html = (nonce: string) =>
  `<script nonce="${nonce}">é</script>${"<tr><td>0.123</td></tr>".repeat(5_000)}<style nonce="${nonce}"></style>`;

test("a prepared page carries the nonce of each answer, plain and compressed, and is compressed", () => {
  const page = new PreparedPage(html("Zmlyc3Q="), "Zmlyc3Q=");

  for (const nonce of ["c2Vjb25k", "dGhpcmQ="]) {
    expect(page.plain(nonce).toString()).toBe(html(nonce));
    expect(gunzipSync(page.gzipped(nonce)).toString()).toBe(html(nonce));
  }
  expect(page.gzipped("c2Vjb25k").byteLength).toBeLessThan(2_000);
});

test("a page without nonce is sent as it is", () => {
  const page = new PreparedPage("[1,2,3]", "Zmlyc3Q=");

  expect(gunzipSync(page.gzipped("c2Vjb25k")).toString()).toBe("[1,2,3]");
});
