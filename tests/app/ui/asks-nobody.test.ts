import { readdirSync, readFileSync } from "node:fs";
import { once } from "node:events";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPdf } from "#app/applications/read-pdf.ts";
import { formulaToMathMl } from "#app/ui/formula.server.ts";
import { markdownToHtml } from "#app/ui/markdown.server.ts";

let listener: Server;
let address: string;
let visits = 0;

beforeAll(async () => {
  listener = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const place = listener.address();
  if (place === null || typeof place === "string") throw new Error("The listener has no port.");
  address = `http://127.0.0.1:${String(place.port)}/`;
});
afterAll(() => {
  listener.close();
});

/** A PDF that names an address in every way in which one can: to open, to read its content from, to print from. */
function askingPdf(): Buffer {
  const file = `<< /Type /Filespec /FS /URL /F (${address}) >>`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /URI << /Base (${address}) >> /OpenAction << /S /URI /URI (${address}) >> >>`,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R /Annots [<< /Type /Annot /Subtype /Link
      /Rect [0 0 9 9] /A << /S /GoToR /F ${file} /D [0 /Fit] >> >>] >>`,
    `<< /Length 0 /F ${file} >>\nstream\n\nendstream`,
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((content, index) => {
    const at = body.length;
    body += `${String(index + 1)} 0 obj\n${content}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  const trailer = `trailer << /Size 5 /Root 1 0 R >>\nstartxref\n${String(body.length)}\n%%EOF`;
  return Buffer.from(`${body}xref\n0 5\n0000000000 65535 f \n${table}${trailer}`);
}

test("neither Markdown, a formula nor a PDF makes this process ask an address", async () => {
  expect(markdownToHtml(`![a](${address}) ${address} <img src="${address}">`)).toContain(address);
  formulaToMathMl(`\\href{${address}}{x} \\includegraphics{${address}} \\input{${address}}`);
  expect(await readPdf(askingPdf())).toEqual({ pages: 1 });
  await once(connect(Number(new URL(address).port), "127.0.0.1").resume(), "close");

  // Only the last line has asked: the listener would have heard the others.
  expect(visits).toBe(1);
});

test("no process of ours opens an address that people write", () => {
  const asking = ["app", "db", "scoring"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(tsx?|mjs)$/.test(name))
      .map((name) => join(folder, name))
      .filter((path) =>
        /\bfetch\(|\bhttps?\.(request|get)\(|\bnet\.connect\(|createConnection\(/.test(
          readFileSync(path, "utf8"),
        ),
      ),
  );

  expect(asking.sort()).toEqual([
    // In the browser, each to an address of the site itself.
    "app/applications/send-document.ts",
    "app/applications/use-draft.ts",
    // The doctor, to the installation's own site and store.
    "app/cli/doctor/site.ts",
    "app/cli/doctor/store.ts",
    // The demonstration, to a link that it has just been given.
    "app/cli/seed/applications.ts",
    // The supervisor, to its own parts.
    "app/cli/supervisor/signs-of-life.ts",
    // The two that remain of the browser.
    "app/submissions/check-in-browser.ts",
    "app/submissions/send-in-parts.ts",
    // The doctor again.
    "db/bucket-settings.ts",
  ]);
});
