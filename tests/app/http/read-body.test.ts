import { describe, expect, test } from "vitest";
import { readForm, readJson } from "#app/http/read-body.server.ts";
import { refusedCode } from "#tests/support/refused.ts";

const mebibyte = 2 ** 20;

/** A request that would go on for ever, which says nothing of its length; and how much of it has been read. */
function endless(contentType: string, start: string) {
  const asked = { bytes: 0 };
  let chunk = Buffer.from(start);
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      asked.bytes += chunk.byteLength;
      // A reader without a limit would never come back.
      if (asked.bytes > 64 * mebibyte) controller.error(new Error("read without a limit"));
      else controller.enqueue(chunk);
      chunk = Buffer.alloc(mebibyte, "a");
    },
  });
  const headers = { "Content-Type": contentType };
  const options = { method: "POST", headers, body, duplex: "half" as const };
  return { request: new Request("http://palmares.invalid/fr/sign-in", options), asked };
}

describe("a body without an end", () => {
  test.each([
    ["a form", "application/x-www-form-urlencoded", "email=", readForm],
    [
      "a form with a file",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n',
      readForm,
    ],
    ["a JSON document", "application/json", '{"email": "', readJson],
  ])("%s is given up after a few mebibytes", async (_name, contentType, start, read) => {
    const { request, asked } = endless(contentType, start);

    expect(await refusedCode(read(request))).toBe("body_too_large");
    expect(asked.bytes).toBeLessThan(8 * mebibyte);
  });

  test("one that is announced too large is not read at all", async () => {
    const { request, asked } = endless("application/json", "{");
    request.headers.set("Content-Length", String(5 * mebibyte));

    expect(await refusedCode(readJson(request))).toBe("body_too_large");
    // The stream's own first chunk.
    expect(asked.bytes).toBeLessThanOrEqual(1);
  });
});

test("what is a form or a JSON document is read as such, and what is neither is refused", async () => {
  const post = (body: BodyInit, headers: HeadersInit = {}) =>
    new Request("http://palmares.invalid/", { method: "POST", body, headers });
  const parts = new FormData();
  parts.set("name", "Noé");

  expect(Object.fromEntries(await readForm(post(new URLSearchParams({ name: "Noé" }))))).toEqual({
    name: "Noé",
  });
  expect(Object.fromEntries(await readForm(post(parts)))).toEqual({ name: "Noé" });
  expect(await readJson(post('{"name": "Noé"}'))).toEqual({ name: "Noé" });
  expect(await refusedCode(readForm(post("words", { "Content-Type": "text/plain" })))).toBe("invalid_input");
  expect(await refusedCode(readJson(post("{")))).toBe("invalid_input");
});
