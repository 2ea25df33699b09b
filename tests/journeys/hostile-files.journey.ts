import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { zipSync } from "fflate";
import { callApi, rawRequest, tokenOf } from "../support/api-client.ts";
import { traces } from "../support/running-site.ts";

/** Bad files sent to the running site: refused with their place, and as if they had never been sent. */

const ids = readFileSync("db/seed/wdbc/sample_submission.csv", "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split(",")[0] ?? "");
const header = "id,malignant";
const rows = ids.map((id) => `${id},0.5`);
const sound = `${[header, ...rows].join("\n")}\n`;
/** A sound file but for the value of its third row, which stands on line 4. */
const withValue = (value: string) => `${[header, ...rows.with(2, `${ids[2] ?? ""},${value}`)].join("\n")}\n`;
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(sound, "utf16le")]);
const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const limitBytes = 64 * 2 ** 20;

type Place = [code: string, line: number | null, column: string | null];
const hostile: [string, string | Buffer, Place][] = [
  ["an empty file", "", ["empty_file", 1, null]],
  ["a header alone", `${header}\n`, ["empty_file", 1, null]],
  ["a wrong column", sound.replace("malignant", "benign"), ["missing_column", 1, "malignant"]],
  ["a missing identifier", `${[header, ...rows.with(2, ",0.5")].join("\n")}\n`, ["missing_id", 4, "id"]],
  ["a missing row", `${[header, ...rows.slice(1)].join("\n")}\n`, ["missing_rows", null, "id"]],
  ["an identifier twice", `${sound}${rows[0] ?? ""}\n`, ["duplicate_id", ids.length + 2, "id"]],
  ["an unknown identifier", `${sound}nobody,0.5\n`, ["unknown_id", ids.length + 2, "id"]],
  ["NaN", withValue("NaN"), ["not_finite", 4, "malignant"]],
  ["Infinity", withValue("Infinity"), ["not_finite", 4, "malignant"]],
  ["1e309", withValue("1e309"), ["not_finite", 4, "malignant"]],
  ["0x1F", withValue("0x1F"), ["not_a_number", 4, "malignant"]],
  ["a decimal comma", withValue("1,5"), ["field_count", 4, null]],
  ["a quoted decimal comma", withValue('"0,5"'), ["not_a_number", 4, "malignant"]],
  ["an empty cell", withValue(""), ["not_a_number", 4, "malignant"]],
  ["a value out of range", withValue("1.5"), ["out_of_range", 4, "malignant"]],
  ["UTF-16", utf16, ["encoding", 1, null]],
  ["a quoted line break", withValue('"0.5\n"'), ["not_a_number", 4, "malignant"]],
  ["an unclosed quote", withValue('"0.5'), ["unclosed_quote", 4, null]],
  ["a NUL byte", withValue("0.\u00005"), ["encoding", 4, null]],
  ["a million columns", `${",".repeat(1_000_000)}\n`, ["too_large", 1, null]],
  ["a truncated gzip", gzipSync(sound).subarray(0, -20), ["archive", null, null]],
  ["a zip that climbs", zip({ "../predictions.csv": sound }), ["archive", null, null]],
  ["a zip of two files", zip({ "a.csv": sound, "b.csv": sound }), ["archive", null, null]],
  ["a bomb", gzipSync(Buffer.alloc(300_000_000, "0")), ["too_large", 1, null]],
  ["a picture called .csv", png, ["encoding", 1, null]],
];

function zip(files: Record<string, string>): Buffer {
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))),
  );
}

const path = "/challenges/wdbc/submissions";
let token: string;
test.beforeAll(async ({ baseURL }) => {
  token = await tokenOf(baseURL, "competitor");
});

test("each bad file is refused with its code, line and column, and leaves nothing", async ({ baseURL }) => {
  test.setTimeout(120_000);
  const before = await traces();
  const answers: unknown[] = [];
  for (const [name, content] of hostile) {
    const body = Buffer.from(content);
    const { status, content: problem } = await callApi(baseURL, path, { token, body, type: "text/csv" });
    answers.push([name, status, problem["code"], placesOf(problem)[0]]);
  }

  expect(answers).toEqual(hostile.map(([name, , place]) => [name, 422, "file_rejected", place]));
  expect(await traces()).toEqual(before);
});

function placesOf(problem: Record<string, unknown>): unknown[] {
  const faults = Array.isArray(problem["faults"]) ? problem["faults"] : [];
  return faults.map((fault: Record<string, unknown>) => [fault["code"], fault["line"], fault["column"]]);
}

test("harmless peculiarities are accepted, and each costs one submission", async ({ baseURL }) => {
  const harmless = [
    `\ufeff${sound}`,
    sound.replaceAll("\n", "\r\n"),
    `${[header, ...[...rows].reverse()].join("\n")}\n`,
    `${sound}\n`,
  ];
  const before = await traces();
  const answers: unknown[] = [];
  for (const content of harmless) {
    const { status, content: accepted } = await callApi(baseURL, path, {
      token,
      body: content,
      type: "text/csv",
    });
    const id = String(accepted["id"]);
    const { content: outcome } = await callApi(baseURL, `/submissions/${id}?wait=30`, { token });
    answers.push([status, outcome["state"]]);
  }

  expect(answers).toEqual(harmless.map(() => [201, "scored"]));
  const after = await traces();
  expect(after.counted).toBe((before.counted ?? 0) + harmless.length);
  expect(after.objects).toHaveLength(before.objects.length + harmless.length);
});

const head = (...lines: string[]) =>
  [
    `POST /api/v1${path} HTTP/1.1`,
    "Host: localhost",
    `Authorization: Bearer ${token}`,
    "Content-Type: text/csv",
    ...lines,
    "",
    "",
  ].join("\r\n");
const now = (bytes: string | Buffer) => ({ afterMs: 0, bytes });

test("a file one byte over the limit is refused, whether it says so or not", async ({ baseURL }) => {
  const before = await traces();
  const announced = await rawRequest(
    baseURL,
    [now(head(`Content-Length: ${String(limitBytes + 1)}`))],
    "wait",
  );
  const chunk = Buffer.concat([Buffer.from("100000\r\n"), Buffer.alloc(2 ** 20, "x"), Buffer.from("\r\n")]);
  const chunks = Array.from({ length: limitBytes / 2 ** 20 }, () => now(chunk));
  const unannounced = await rawRequest(
    baseURL,
    [now(head("Transfer-Encoding: chunked")), ...chunks, now("1\r\nx\r\n0\r\n\r\n")],
    "wait",
  );

  expect({ announced, unannounced }).toEqual({ announced: 413, unannounced: 413 });
  expect(await traces()).toEqual(before);
});

/** Temporary files of uploads that the site has not finished receiving. */
const spools = () =>
  readdirSync(tmpdir()).filter((name) => /^palmares-[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name));

test("slow, broken and lying senders leave no job, quota, object or temporary file", async ({ baseURL }) => {
  const [before, spoolsBefore] = [await traces(), spools()];
  const length = (bytes: number) => `Content-Length: ${String(bytes)}`;
  const slowly = [...sound.slice(0, 8)].map((character) => ({ afterMs: 200, bytes: character }));
  const half = Buffer.alloc(3_000_000, "x");

  const slow = rawRequest(baseURL, [now(head(length(sound.length))), ...slowly], "break");
  const broken = rawRequest(
    baseURL,
    [now(head(length(6_000_000))), now(half), { afterMs: 500, bytes: "x" }],
    "break",
  );
  const promisesMore = rawRequest(baseURL, [now(head(length(sound.length + 100))), now(sound)], "finish");
  const cut = sound.length - 6;
  const promisesLess = rawRequest(baseURL, [now(head(length(cut), "Connection: close")), now(sound)], "wait");
  const answers = await Promise.all([slow, broken, promisesMore, promisesLess]);

  // The last one has sent a file that ends in the middle of its last row; what comes behind is not HTTP.
  expect(answers.slice(0, 2)).toEqual([null, null]);
  expect(answers).not.toContain(201);
  await expect.poll(() => spools().filter((name) => !spoolsBefore.includes(name))).toEqual([]);
  await new Promise((resume) => setTimeout(resume, 500));
  expect(await traces()).toEqual(before);
});
