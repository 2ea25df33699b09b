import { argv } from "node:process";
import { connectInstallation } from "#app/cli/supervisor/installation.ts";
import { makeApplicants, type Applicant } from "./applicants.ts";
import { evenly, report } from "./measure.ts";
import { paddedPdf, sendDocument } from "./send-document.ts";

/** The last minute before a cut-off: `DATA_DIR=… node --import tsx tests/load/cut-off.ts http://localhost:3000`.
 * Bounded: three hundred complete applications are submitted within sixty seconds, more and more of them, each a second
 * time by a double click; each then reads its receipt. For a demonstration of its own, which keeps the applications. */

const site = argv[2] ?? "http://localhost:3000";
const applicants = 300;
const slug = "recherche-2027";

const { database, files } = await connectInstallation();
const waiting = await makeApplicants(applicants, slug);
const pdf = await paddedPdf(20_000);
for (const one of waiting) await sendDocument(site, one, pdf);

const submitting: Promise<void>[] = [];
// In the first half minute one a second begins, in the last ten twenty a second.
const times = [
  ...(await Promise.all([
    evenly(30, 1000, (index) => submitTwice(waiting[index])),
    after(30_000, () => evenly(70, 286, (index) => submitTwice(waiting[30 + index]))),
    after(50_000, () => evenly(200, 50, (index) => submitTwice(waiting[100 + index]))),
  ])),
].flat();
await Promise.all(submitting);
report("an application, from the click to its receipt", times);

const [received] = await database.sql`
  select count(*)::int as snapshots, count(distinct application_id)::int as applications
  from application_submissions where application_id in
    (select id from applications where code in ${database.sql(waiting.map(({ code }) => code))})`;
console.log(
  `${String(received?.["snapshots"])} snapshots of ${String(received?.["applications"])} applications`,
);
await database.close();
files.close();

async function after<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
  await new Promise((resume) => setTimeout(resume, ms));
  return work();
}

/** Clicks twice and reads the receipt that the first click leads to. */
async function submitTwice(applicant: Applicant | undefined): Promise<void> {
  if (applicant === undefined) return;
  const first = submit(applicant);
  submitting.push(submit(applicant));
  await first;
}

async function submit({ code, cookie }: Applicant): Promise<void> {
  const answer = await fetch(`${site}/fr/applications/${code}/check`, {
    method: "POST",
    headers: { Cookie: cookie, Origin: site },
    body: new URLSearchParams(),
  });
  const page = await answer.text();
  if (answer.status !== 200 || !answer.url.endsWith("/received"))
    throw new Error(
      `${code} was answered with ${String(answer.status)} at ${answer.url}: ${page.slice(0, 200)}`,
    );
}
