import { describe, expect, test } from "vitest";
import { z } from "zod";
import { visitor, type Actor } from "#app/accounts/actor.ts";
import { readFieldsOfAnybody, readForm, readJson, readJsonOfAnybody } from "#app/http/read-body.server.ts";
import { bodyLimits, jsonDepth } from "#app/limits.ts";
import { newId } from "#db/ids.ts";
import { refusedCode } from "#tests/support/refused.ts";

const person: Actor = {
  kind: "person",
  id: newId("person"),
  displayName: "Noé",
  locale: "fr",
  emailConfirmed: true,
  isAdministrator: false,
  scopes: null,
};
const anything = z.unknown();
const form = "application/x-www-form-urlencoded";

function post(body: BodyInit, headers: HeadersInit = {}): Request {
  return new Request("http://palmares.invalid/", { method: "POST", body, headers });
}

/** A request that would go on for ever, which says nothing of its length; and how much of it has been read. */
function endless(contentType: string, start: string) {
  const asked = { bytes: 0 };
  let chunk = Buffer.from(start);
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      asked.bytes += chunk.byteLength;
      // A reader without a limit would never come back.
      if (asked.bytes > 64 * 2 ** 20) controller.error(new Error("read without a limit"));
      else controller.enqueue(chunk);
      chunk = Buffer.alloc(2 ** 14, "a");
    },
  });
  const headers = { "Content-Type": contentType };
  const options = { method: "POST", headers, body, duplex: "half" as const };
  return { request: new Request("http://palmares.invalid/fr/sign-in", options), asked };
}

describe("a body without an end is given up soon after its limit", () => {
  const json = "application/json";
  const { visitor: ofVisitor, usual, message } = bodyLimits;
  const cases = {
    "a visitor's form": [form, ofVisitor, (request: Request) => readFieldsOfAnybody(request, anything)],
    "a visitor's JSON": [json, ofVisitor, (request: Request) => readJsonOfAnybody(request, anything)],
    "a form": [form, usual, (request: Request) => readForm(person, request)],
    "a JSON message": [json, message, (request: Request) => readJson(person, request, anything)],
  } as const;

  test.each(Object.entries(cases))("%s", async (_name, [contentType, limit, read]) => {
    const { request, asked } = endless(contentType, '{"email": "');

    expect(await refusedCode(read(request))).toBe("body_too_large");
    // What the stream had ready, beside.
    expect(asked.bytes).toBeLessThan(limit.bytes + 2 ** 16);
  });

  test("one that is announced too large is not read at all", async () => {
    const { request, asked } = endless("application/json", "{");
    request.headers.set("Content-Length", String(bodyLimits.message.bytes + 1));

    expect(await refusedCode(readJson(person, request, anything))).toBe("body_too_large");
    // The stream's own first chunk.
    expect(asked.bytes).toBeLessThanOrEqual(1);
  });
});

test.each([
  ["a form", form, (request: Request) => readForm(visitor, request)],
  ["a JSON document", "application/json", (request: Request) => readJson(visitor, request, anything)],
])("nothing is read of %s whose sender is not signed in", async (_name, contentType, read) => {
  const { request, asked } = endless(contentType, "a");

  expect(await refusedCode(read(request))).toBe("sign_in_required");
  expect(asked.bytes).toBeLessThanOrEqual(1);
});

test("JSON is refused when it is deeper, or has more values, than anything that is sent", async () => {
  const read = (text: string) => readJson(person, post(text), anything);
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  const list = (length: number) => JSON.stringify(Array<number>(length).fill(1));

  expect(await read(nested(jsonDepth))).toBeDefined();
  expect(await refusedCode(read(nested(jsonDepth + 1)))).toBe("invalid_input");
  expect(await refusedCode(read('{"a":'.repeat(jsonDepth + 1)))).toBe("invalid_input");
  expect(await read(list(bodyLimits.message.fields + 1))).toHaveLength(bodyLimits.message.fields + 1);
  expect(await refusedCode(read(list(bodyLimits.message.fields + 2)))).toBe("invalid_input");
  // Brackets and commas inside a text, also behind a quote that is none, are letters.
  const letters = `"\\\\ \\" ${"[,".repeat(200)}`;
  expect(await read(JSON.stringify([letters]))).toEqual([letters]);
});

test("a form is refused when it has more fields than any", async () => {
  const fields = (count: number) => new URLSearchParams(Array.from({ length: count }, () => ["a", "1"]));

  expect([...(await readForm(person, post(fields(bodyLimits.usual.fields)))).keys()]).toHaveLength(
    bodyLimits.usual.fields,
  );
  expect(await refusedCode(readForm(person, post(fields(bodyLimits.usual.fields + 1))))).toBe(
    "invalid_input",
  );
});

test("what is a form or a JSON document is read as such, and what is neither is refused", async () => {
  const parts = new FormData();
  parts.set("name", "Noé");
  const asForm = (request: Request) => readForm(person, request);

  expect(Object.fromEntries(await asForm(post(new URLSearchParams({ name: "Noé & co" }))))).toEqual({
    name: "Noé & co",
  });
  expect(await readJson(person, post('{"name": "Noé"}'), anything)).toEqual({ name: "Noé" });
  expect(await refusedCode(asForm(post("words", { "Content-Type": "text/plain" })))).toBe("invalid_input");
  expect(await refusedCode(readJson(person, post("{"), anything))).toBe("invalid_input");
  // No form of the site carries files; parts are many times as dear to read as fields.
  expect(await refusedCode(asForm(post(parts)))).toBe("invalid_input");
});

test("names that mean something to JavaScript are fields like others", async () => {
  const schema = z.object({ name: z.string() });
  const sent = '{"__proto__": {"isAdministrator": true}, "constructor": 1, "name": "Noé"}';

  expect(await readJson(person, post(sent), schema)).toEqual({ name: "Noé" });
  expect(await readFieldsOfAnybody(post(new URLSearchParams("__proto__=1&name=Noé")), schema)).toEqual({
    name: "Noé",
  });
  expect({}).not.toHaveProperty("isAdministrator");
});
