import { z } from "zod";
import { taggedPdf } from "#app/applications/tagged-pdf.server.ts";
import type { Applicant } from "./applicants.ts";

const step = z.object({ document: z.object({ id: z.string(), state: z.string() }) });
const begun = step.extend({ url: z.string() });

/** A sound PDF, made so large by what readers skip. */
export async function paddedPdf(sizeBytes: number): Promise<Buffer> {
  const pdf = await taggedPdf({ lang: "fr", title: "Plan", createdAt: new Date() }, [
    { tag: "H1", words: "Plan" },
  ]);
  const padding = Buffer.alloc(Math.max(0, sizeBytes - pdf.byteLength), `% ${"x".repeat(61)}\n`);
  return Buffer.concat([pdf, padding]);
}

/** Sends a document the way a browser does: asked for, put into the object store, declared complete, waited for.
 * @throws Error when a step is refused or the check finds the file wanting */
export async function sendDocument(site: string, { code, cookie }: Applicant, pdf: Buffer): Promise<void> {
  const ask = async (body: unknown): Promise<unknown> => {
    const answer = await fetch(`${site}/application/${code}/documents`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Cookie: cookie, Origin: site },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`A document was answered with ${String(answer.status)}.`);
    return answer.json();
  };
  const file = { field: "analysis_plan", fileName: "plan.pdf", sizeBytes: pdf.byteLength };
  const {
    url,
    document: { id },
  } = begun.parse(await ask({ begin: file }));
  const put = await fetch(url, { method: "PUT", body: new Uint8Array(pdf) });
  if (!put.ok) throw new Error(`The object store answered ${String(put.status)}.`);
  let { document } = step.parse(await ask({ complete: id }));
  while (document.state === "checking") {
    await new Promise((resume) => setTimeout(resume, 500));
    ({ document } = step.parse(await ask({ state: id })));
  }
  if (document.state !== "accepted") throw new Error(`The document is ${document.state}.`);
}
