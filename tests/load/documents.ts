import { argv } from "node:process";
import { readFileSync } from "node:fs";
import { connectInstallation } from "#app/cli/supervisor/installation.ts";
import { runningProcesses } from "#tests/support/installation.ts";
import { makeApplicants } from "./applicants.ts";
import { report, timed } from "./measure.ts";
import { paddedPdf, sendDocument } from "./send-document.ts";

/** Many documents at once: `DATA_DIR=… PORT=… node --import tsx tests/load/documents.ts http://localhost:3000`.
 * Bounded: two hundred documents of just below ten megabytes, all begun together, straight into the object store;
 * meanwhile the memory of the web process is watched. For a demonstration of its own with two gigabytes of room. */

const site = argv[2] ?? "http://localhost:3000";
const documents = 200;

const { database, files } = await connectInstallation();
const senders = await makeApplicants(documents, "recherche-2027");
const pdf = await paddedPdf(9_900_000);

const before = webMemoryMb();
let most = before;
const watch = setInterval(() => (most = Math.max(most, webMemoryMb())), 250);
const times = await Promise.all(senders.map((one) => timed(() => sendDocument(site, one, pdf))));
clearInterval(watch);
report("a document of 9.9 MB among two hundred, until it is checked", times);
console.log(`web process: ${String(before)} MB before, ${String(most)} MB at most`);
await database.close();
files.close();

/** Resident memory of the web process that serves the site's port. */
function webMemoryMb(): number {
  const port = new URL(site).port;
  const web = runningProcesses().find(
    ({ pid, command }) =>
      command.includes("build/app/server.js") &&
      readFileSync(`/proc/${String(pid)}/environ`, "utf8")
        .split("\0")
        .includes(`PORT=${port}`),
  );
  const status = web === undefined ? "" : readFileSync(`/proc/${String(web.pid)}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024);
}
