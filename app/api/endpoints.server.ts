import { z } from "zod";
import type { Actor } from "#app/accounts/actor.ts";
import { createApiToken } from "#app/accounts/create-api-token.server.ts";
import { signInForm } from "#app/accounts/forms.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { signIn } from "#app/accounts/sign-in.server.ts";
import { acceptRules } from "#app/challenges/accept-rules.server.ts";
import { whileHeld } from "#app/http/held.server.ts";
import { Pot } from "#app/http/pot.ts";
import { readJson, readJsonOfAnybody } from "#app/http/read-body.server.ts";
import { submitBody } from "#app/http/submission-request.server.ts";
import { longPolls } from "#app/limits.ts";
import { boardAsCsv } from "#app/leaderboards/export-board.server.ts";
import { beginUpload } from "#app/submissions/begin-upload.server.ts";
import { cancelUpload } from "#app/submissions/cancel-upload.server.ts";
import { completeUpload } from "#app/submissions/complete-upload.server.ts";
import { uploadForm } from "#app/submissions/forms.ts";
import { db } from "#db/connections.ts";
import { isDemonstration } from "#db/queries/accounts.ts";
import { publishedChallenges } from "#db/queries/challenges.ts";
import { evaluationState } from "#db/queries/submissions.ts";
import { callFacts, publicCalls } from "./call-reads.server.ts";
import { isUnderWay, type Bilingual, type SubmissionId } from "#db/vocabulary.ts";
import {
  acceptedAnswer,
  boardAnswer,
  challengeFacts,
  factsOf,
  ownSubmissions,
  submissionAnswer,
} from "./reads.server.ts";
import * as schemas from "./schemas.ts";

/** One call of the API. */
export type ApiCall = {
  request: Request;
  actor: Actor;
  params: Record<string, string>;
  query: URLSearchParams;
  address: string;
};

export type Endpoint = {
  method: "GET" | "POST";
  /** Below `/api/v1`; `:name` is a parameter. */
  path: string;
  summary: Bilingual;
  answers: z.ZodType;
  status?: number;
  run: (call: ApiCall) => Promise<Response>;
};

const longestWaitSeconds = 30;
const polls = new Pot(longPolls);

const json = (body: unknown, status = 200) => Response.json(body, { status });
const slug = (call: ApiCall) => call.params["slug"] ?? "";

function submissionId(call: ApiCall): SubmissionId {
  const id = z.templateLiteral(["sub_", z.string()]).safeParse(call.params["id"]);
  return id.success ? id.data : refuse("submission_not_found");
}

/** The whole API, in the order of its document. */
export const endpoints: readonly Endpoint[] = [
  {
    method: "GET",
    path: "/challenges",
    summary: { en: "Published challenges", fr: "Les défis publiés" },
    answers: schemas.list(schemas.challenge),
    async run() {
      const rows = await publishedChallenges(db());
      return json({
        items: await Promise.all(rows.map(({ challenge }) => factsOf(challenge, new Date()))),
        next: null,
      });
    },
  },
  {
    method: "GET",
    path: "/challenges/:slug",
    summary: { en: "One challenge", fr: "Un défi" },
    answers: schemas.challenge,
    run: async (call) => json(await challengeFacts(slug(call), new Date())),
  },
  {
    method: "POST",
    path: "/challenges/:slug/rules/acceptance",
    summary: { en: "Accept the rules in force", fr: "Accepter le règlement en vigueur" },
    answers: schemas.acceptance,
    async run(call) {
      const { version, acceptedAt } = await acceptRules(call.actor, slug(call));
      return json({ version, acceptedAt: acceptedAt.toISOString() });
    },
  },
  {
    method: "POST",
    path: "/challenges/:slug/submissions",
    summary: {
      en: "Submit a file (the body), or announce a large one (JSON) to receive upload links",
      fr: "Déposer un fichier (le corps), ou en annoncer un grand (JSON) pour recevoir des liens d’envoi",
    },
    answers: z.union([schemas.accepted, schemas.uploadPlan]),
    status: 201,
    run: submit,
  },
  {
    method: "POST",
    path: "/challenges/:slug/submissions/:id/complete",
    summary: { en: "Complete the upload of a large file", fr: "Achever l’envoi d’un grand fichier" },
    answers: schemas.accepted,
    status: 201,
    async run(call) {
      const id = await completeUpload(call.actor, slug(call), { id: submissionId(call), origin: "api" });
      return json(await acceptedAnswer(call.actor, slug(call), id), 201);
    },
  },
  {
    method: "POST",
    path: "/challenges/:slug/submissions/:id/cancel",
    summary: {
      en: "Give up the upload of a large file; what has arrived is thrown away",
      fr: "Abandonner l’envoi d’un grand fichier\u202f; ce qui est arrivé est jeté",
    },
    answers: schemas.submission,
    async run(call) {
      await cancelUpload(call.actor, submissionId(call));
      return json(await submissionAnswer(call.actor, submissionId(call)));
    },
  },
  {
    method: "GET",
    path: "/challenges/:slug/submissions",
    summary: { en: "Submissions of your team", fr: "Les dépôts de votre équipe" },
    answers: schemas.list(schemas.submission),
    run: async (call) => json({ items: await ownSubmissions(call.actor, slug(call)), next: null }),
  },
  {
    method: "GET",
    path: "/submissions/:id",
    summary: {
      en: "One submission; ?wait=30 waits up to so many seconds for its outcome",
      fr: "Un dépôt\u202f; ?wait=30 attend son issue autant de secondes au plus",
    },
    answers: schemas.submission,
    run: waitForSubmission,
  },
  {
    method: "GET",
    path: "/challenges/:slug/leaderboard",
    summary: {
      en: "The board; ?at= an earlier moment; Accept: text/csv for a table",
      fr: "Le classement\u202f; ?at= à un moment passé\u202f; Accept: text/csv pour un tableau",
    },
    answers: schemas.list(schemas.boardRow),
    run: leaderboard,
  },
  {
    method: "GET",
    path: "/calls",
    summary: { en: "Published calls for projects", fr: "Les appels à projets publiés" },
    answers: schemas.list(schemas.call),
    run: async () => json({ items: await publicCalls(new Date()), next: null }),
  },
  {
    method: "GET",
    path: "/calls/:slug",
    summary: { en: "One call for projects", fr: "Un appel à projets" },
    answers: schemas.call,
    run: async (call) => json(await callFacts(slug(call), new Date())),
  },
  {
    method: "POST",
    path: "/tokens",
    summary: {
      en: "A token for e-mail and password, on demonstration installations only",
      fr: "Un jeton contre adresse et mot de passe, sur les installations de démonstration seulement",
    },
    answers: schemas.token,
    status: 201,
    async run(call) {
      if (!(await isDemonstration(db()))) return refuse("not_found");
      const personId = await signIn(await readJsonOfAnybody(call.request, signInForm), call.address);
      return json(await createApiToken(personId, { name: "API", access: "all", days: null }), 201);
    },
  },
];

async function submit(call: ApiCall): Promise<Response> {
  const type = call.request.headers.get("Content-Type") ?? "";
  if (!type.includes("application/json")) {
    const id = await submitBody(call.request, slug(call), { ...call, origin: "api" });
    return json(await acceptedAnswer(call.actor, slug(call), id), 201);
  }
  const { size, ...file } = await readJson(call.actor, call.request, uploadForm);
  const plan = await beginUpload(call.actor, slug(call), { ...file, sizeBytes: size });
  return json({ ...plan, state: "uploading", expiresAt: plan.expiresAt.toISOString() }, 201);
}

async function waitForSubmission(call: ApiCall): Promise<Response> {
  const waitSeconds = Math.min(longestWaitSeconds, Math.max(0, Number(call.query.get("wait") ?? 0) || 0));
  const answer = await submissionAnswer(call.actor, call.params["id"] ?? "");
  if (waitSeconds === 0 || !isUnderWay(answer.state)) return json(answer);
  await whileHeld(polls, call, () => waitForOutcome(call, waitSeconds * 1000));
  return json(await submissionAnswer(call.actor, call.params["id"] ?? ""));
}

async function waitForOutcome(call: ApiCall, waitMs: number): Promise<void> {
  const begun = Date.now();
  while (Date.now() - begun < waitMs && !call.request.signal.aborted) {
    // Most files are scored at once; whoever waits longer is asked for less often.
    await new Promise((resume) => setTimeout(resume, Math.min(250, 5 + (Date.now() - begun) / 20)));
    if (!isUnderWay(await evaluationState(db(), submissionId(call)))) return;
  }
}

async function leaderboard(call: ApiCall): Promise<Response> {
  const at = call.query.get("at");
  const until = at === null ? null : new Date(at);
  if (until !== null && Number.isNaN(until.getTime())) return refuse("invalid_input");
  const { full, items } = await boardAnswer(slug(call), until, new Date());
  if (!(call.request.headers.get("Accept") ?? "").includes("text/csv")) return json({ items, next: null });
  return new Response(boardAsCsv(full), { headers: { "Content-Type": "text/csv; charset=utf-8" } });
}
