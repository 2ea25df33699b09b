import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { ObjectStore } from "#db/files.ts";

/** A store of another maker, as far as putting goes: it answers conditions with this status and code. */
let server: Server;
let store: ObjectStore;
let puts: { condition: string | undefined; content: string }[];

afterEach(() => {
  store.close();
  server.close();
});

async function storeThatAnswers(status: number, code: string): Promise<void> {
  puts = [];
  server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const condition = request.headers["if-none-match"];
      puts.push({ condition, content: body.toString() });
      response.statusCode = condition === undefined ? 200 : status;
      response.setHeader("ETag", '"1"');
      response.end(condition === undefined ? "" : `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${String(port)}`;
  const key = { accessKeyId: "test", secretAccessKey: "a secret of the tests" };
  store = new ObjectStore({
    endpoint,
    publicEndpoint: endpoint,
    region: "us-east-1",
    bucket: "files",
    ...key,
  });
}

const put = () => store.putIfAbsent("mark", Buffer.from("content"), "text/plain");

test("a store that refuses conditions still stores, once", async () => {
  await storeThatAnswers(501, "NotImplemented");

  expect(await put()).toBe(true);
  expect(puts.filter(({ condition }) => condition === undefined)).toEqual([
    { condition: undefined, content: "content" },
  ]);
});

test("a store that has the object already keeps it", async () => {
  await storeThatAnswers(412, "PreconditionFailed");

  expect(await put()).toBe(false);
  expect(puts.every(({ condition }) => condition === "*")).toBe(true);
});

test("a store that refuses for another reason is no success", async () => {
  await storeThatAnswers(403, "AccessDenied");

  await expect(put()).rejects.toMatchObject({ name: "StoreUnavailable", cause: { name: "AccessDenied" } });
});
