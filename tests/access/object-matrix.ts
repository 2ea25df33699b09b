import type { doors } from "./doors.ts";
import { callSlugs, challengeSlug } from "./real-objects.ts";

/** Requests that name an object: one line for every route and method, and for every form that a route takes. In addresses
 * and bodies `{id}` is the object, `{slug}` the call or challenge that it is looked for in, `{own}` the applicant's draft,
 * `{juror}` and `{person}` a juror of the call in evaluation. */
export type Line = {
  route: string;
  door: keyof typeof doors;
  method: "GET" | "POST";
  url: string;
  /** Complete, so that the answer comes from the policy and not from the form's checks. */
  form?: Record<string, string>;
  json?: unknown;
  /** Sent with a token instead of a session. */
  isApi?: true;
  /** A request that changes nothing though it is no GET: who may read may send it. */
  isReading?: true;
};

type Content = Pick<Line, "form" | "json" | "isReading">;
const get = (route: string, door: Line["door"], url: string): Line => ({ route, door, method: "GET", url });
const post = (route: string, door: Line["door"], url: string, content: Content): Line => ({
  ...{ route, door, method: "POST", url },
  ...content,
});
/** A page and the forms on it. */
function page(path: string, door: Line["door"], forms: Record<string, string>[] = [], query = ""): Line[] {
  const url = path
    .replace("/:locale", "/en")
    .replace(":slug", "{slug}")
    .replace(/:(application|submission|laureate)/, "{id}");
  return [
    get(path, door, `${url}${query}`),
    ...forms.map((form) => post(path, door, `${url}${query}`, { form })),
  ];
}
const api = (method: Line["method"], path: string, door: Line["door"], url: string): Line => ({
  ...{ route: `/api/v1${path}`, door, method, url: `/api/v1${url}`, isApi: true },
});

const both = (name: string, text = "A text.") => ({ [`${name}_fr`]: text, [`${name}_en`]: text });
const pair = { application: "{id}", juror: "{juror}" };
const digest = "0".repeat(64);
const words = { ...both("title"), ...both("summary"), leadOrganisation: "CHU", partners: "", people: "" };
const upload = { size: 100, sha256: digest };
const judging = `/en/calls/${callSlugs.judging}`;
const open = `/en/calls/${callSlugs.open}`;
const challenge = `/en/challenges/${challengeSlug}`;

const applicants: readonly Line[] = [
  ...page("/:locale/applications/:application", "member"),
  ...page("/:locale/applications/:application/check", "member", [{}]),
  get("/:locale/applications/:application/received", "member", "/en/applications/{id}/received"),
  ...page("/:locale/applications/:application/people", "member", [
    { intent: "invite", email: "guest@test.invalid", role: "editor" },
    { intent: "remove", person: "{person}" },
    { intent: "revoke", invitation: `appinvite_${"0".repeat(26)}` },
    { intent: "withdraw", sure: "on" },
  ]),
  ...page("/:locale/applications/:application/decision", "member", [{ intent: "decline", sure: "on" }]),
  ...page("/:locale/applications/:application/publication", "laureateText", [
    { intent: "save", revision: "0", ...words },
    { intent: "approve", revision: "0", ...words },
    { intent: "withdraw", sure: "on" },
  ]),
  post("/application/:application/answers", "member", "/application/{id}/answers", {
    json: { changes: [{ field: "title", value: "Another title", base: 0 }], since: 0 },
  }),
  post("/application/:application/answers", "member", "/application/{id}/answers", {
    json: { changes: [], since: 0 },
    isReading: true,
  }),
  post("/application/:application/documents", "member", "/application/{id}/documents", {
    json: { begin: { field: "analysis_plan", fileName: "plan.pdf", sizeBytes: 100 } },
  }),
  post("/application/:application/documents", "ownDocument", "/application/{own}/documents", {
    json: { state: "{id}" },
    isReading: true,
  }),
  post("/application/:application/documents", "ownDocumentToWrite", "/application/{own}/documents", {
    json: { complete: "{id}" },
  }),
  get("/document/:document", "document", "/document/{id}"),
  get("/document/:document", "document", "/document/{id}?download"),
  get("/application-receipt/:submission", "receipt", "/application-receipt/{id}"),
  post("/:locale/applications/:application/people", "invitation", "/en/applications/{own}/people", {
    form: { intent: "revoke", invitation: "{id}" },
  }),
  post("/:locale/join", "applicationKey", "/en/join", { form: { key: "{id}" } }),
];

const jury: readonly Line[] = [
  ...page("/:locale/calls/:slug/applications/:application", "examiner", [
    { intent: "checks", eligible: "fails" },
    { intent: "rule", outcome: "inadmissible", ...both("reasons") },
    { intent: "complement", fields: "title", ...both("message"), dueAt: "2099-01-01T12:00" },
  ]),
  ...page("/:locale/calls/:slug/reviews/:application", "juror", [
    { intent: "hand_in" },
    { intent: "declare", nature: "We work together." },
  ]),
  post("/review/:slug/:application/marks", "juror", "/review/{slug}/{id}/marks", {
    json: { changes: [{ field: "to_committee", value: "A comment" }], since: 0 },
  }),
  ...["confirm", "dismiss"].map((intent) =>
    post("/:locale/calls/:slug/jury", "organiser", "/en/calls/{slug}/jury", {
      form: { intent, application: "{id}", person: "{person}", reason: "A reason that is long enough." },
    }),
  ),
  ...["assign", "unassign", "lock"].map((intent) =>
    post("/:locale/calls/:slug/jury/assignments", "assigner", "/en/calls/{slug}/jury/assignments", {
      form: { intent, ...pair, locked: "yes", reason: "A reason that is long enough." },
    }),
  ),
  ...(["depart", "reopen"] as const).map((intent) =>
    post(
      "/:locale/calls/:slug/jury/ranking",
      intent === "depart" ? "departer" : "organiser",
      "/en/calls/{slug}/jury/ranking",
      { form: { intent, ...pair, reason: "A reason that is long enough." } },
    ),
  ),
  post("/:locale/calls/:slug/jury", "foreignJuror", `${judging}/jury`, {
    form: { intent: "invite_again", juror: "{id}" },
  }),
  post("/:locale/calls/:slug/jury/assignments", "foreignJuror", `${judging}/jury/assignments`, {
    form: { intent: "loads", juror: "{id}", minLoad: "0", maxLoad: "1" },
  }),
  ...page("/:locale/calls/:slug/decisions/:application", "decider", [
    { intent: "propose", outcome: "rejected", ...both("reasons") },
    { intent: "take_back" },
  ]),
  post("/:locale/calls/:slug/decisions/:application", "approver", "/en/calls/{slug}/decisions/{id}", {
    form: { intent: "approve", seen: digest },
  }),
  post("/:locale/calls/:slug/decisions", "approver", "/en/calls/{slug}/decisions", {
    form: { intent: "approve", application: "{id}", seen: digest },
  }),
  post("/:locale/calls/:slug/decisions", "promoter", "/en/calls/{slug}/decisions", {
    form: { intent: "promote", because: "{id}", ...both("reasons") },
  }),
  ...page("/:locale/calls/:slug/publication/:application", "publisher", [
    { intent: "propose", revision: "0", place: "1", ...words },
    { intent: "publish", revision: "1" },
  ]),
];

const calls: readonly Line[] = [
  ...["", "/rulebook", "/criteria", "/questions", "/laureates"].flatMap((part) =>
    page(`/:locale/calls/:slug${part}`, "hiddenCall"),
  ),
  // Pages inside the frame of a call, which says first that there is no such call; and two that stand alone.
  ...["publication", "organise", "form", "applications", "jury", "jury/assignments", "jury/ranking"].flatMap(
    (part) => page(`/:locale/calls/:slug/${part}`, "hiddenCall"),
  ),
  ...["decisions", "decisions/letters"].flatMap((part) => page(`/:locale/calls/:slug/${part}`, "hiddenCall")),
  ...["interests", "reviews"].flatMap((part) => page(`/:locale/calls/:slug/${part}`, "hiddenCallSignedIn")),
  post("/:locale/calls/:slug/apply", "hiddenCall", "/en/calls/{slug}/apply", { form: {} }),
  post("/:locale/calls/:slug/questions", "hiddenCallSignedIn", "/en/calls/{slug}/questions", {
    form: { intent: "ask", text: "Who may take part in this call?", locale: "en" },
  }),
  post("/:locale/calls/:slug/questions", "question", `${open}/questions`, {
    form: { intent: "answer", question: "{id}", ...both("question"), ...both("answer") },
  }),
  post("/:locale/calls/:slug/questions", "question", `${open}/questions`, {
    form: { intent: "set_aside", question: "{id}" },
  }),
  post("/:locale/calls/:slug/organise", "cutoff", `${open}/organise`, {
    form: { intent: "deadline", cutoff: "{id}", closesAt: "2099-01-01T12:00", ...both("reason") },
  }),
  post("/:locale/calls/:slug/organise", "hiddenCallSignedIn", "/en/calls/{slug}/organise", {
    form: { intent: "publish" },
  }),
  post("/:locale/calls/:slug/form", "hiddenCallSignedIn", "/en/calls/{slug}/form", {
    form: { intent: "save", form: "{}" },
  }),
  post("/:locale/calls/:slug/interests", "hiddenCallSignedIn", "/en/calls/{slug}/interests", { form: {} }),
  post("/:locale/calls/:slug/decisions/letters", "hiddenCallSignedIn", "/en/calls/{slug}/decisions/letters", {
    form: { intent: "release", letters: "1", digest },
  }),
  get("/call-document/:file", "callDocument", "/call-document/{id}"),
  get("/:locale/laureates/:laureate", "laureate", "/en/laureates/{id}"),
  get("/:locale/laureates/:laureate", "laureate", "/fr/laureates/{id}"),
  get("/:locale/jury-invitation", "jurorKey", "/en/jury-invitation?key={id}"),
  post("/:locale/jury-invitation", "jurorKeySignedIn", "/en/jury-invitation", {
    form: { intent: "accept", key: "{id}", charter: "on" },
  }),
  api("GET", "/calls/:slug", "hiddenCall", "/calls/{slug}"),
];

const challenges: readonly Line[] = [
  ...["", "/data", "/rules", "/leaderboard", "/statistics", "/submissions/new"].flatMap((part) =>
    page(`/:locale/challenges/:slug${part}`, "hiddenChallenge"),
  ),
  ...["team", "submissions", "organise"].flatMap((part) =>
    page(`/:locale/challenges/:slug/${part}`, "hiddenChallenge"),
  ),
  ...["invite", "leave"].map((intent) =>
    post("/:locale/challenges/:slug/team", "hiddenChallengeSignedIn", "/en/challenges/{slug}/team", {
      form: { intent },
    }),
  ),
  post(
    "/:locale/challenges/:slug/submissions/new",
    "hiddenChallengeSignedIn",
    "/en/challenges/{slug}/submissions/new",
    {
      form: { name: "Another team", affiliation: "" },
    },
  ),
  get("/sample/:slug", "hiddenChallenge", "/sample/{slug}"),
  get("/board/:slug", "hiddenChallenge", "/board/{slug}"),
  post("/upload/:slug", "hiddenChallenge", "/upload/{slug}", { json: [] }),
  post("/upload/:slug/parts", "hiddenChallengeSignedIn", "/upload/{slug}/parts", { json: { begin: upload } }),
  get("/download/:file", "challengeFile", "/download/{id}"),
  ...page("/:locale/challenges/:slug/submissions/:submission", "submission"),
  get("/receipt/:submission", "submission", "/receipt/{id}"),
  post("/upload/:slug/parts", "upload", `/upload/${challengeSlug}/parts`, { json: { complete: "{id}" } }),
  post("/upload/:slug/parts", "upload", `/upload/${challengeSlug}/parts`, { json: { cancel: "{id}" } }),
  post("/:locale/challenges/:slug/organise", "phase", `${challenge}/organise`, {
    form: { phaseId: "{id}", typed: challengeSlug },
  }),
  post("/:locale/challenges/:slug/statistics", "phase", `${challenge}/statistics`, {
    form: { phaseId: "{id}" },
  }),
  get("/:locale/challenges/:slug/join", "teamKey", `${challenge}/join?key={id}`),
  post("/:locale/challenges/:slug/join", "teamKeySignedIn", `${challenge}/join`, { form: { key: "{id}" } }),
  post("/:locale/account", "token", "/en/account", { form: { intent: "revoke", id: "{id}" } }),
  api("GET", "/challenges/:slug", "hiddenChallenge", "/challenges/{slug}"),
  api(
    "POST",
    "/challenges/:slug/rules/acceptance",
    "hiddenChallengeSignedIn",
    "/challenges/{slug}/rules/acceptance",
  ),
  {
    ...api(
      "POST",
      "/challenges/:slug/submissions",
      "hiddenChallengeSignedIn",
      "/challenges/{slug}/submissions",
    ),
    json: upload,
  },
  ...["complete", "cancel"].map((act) =>
    api(
      "POST",
      `/challenges/:slug/submissions/:id/${act}`,
      "upload",
      `/challenges/${challengeSlug}/submissions/{id}/${act}`,
    ),
  ),
  api("GET", "/challenges/:slug/submissions", "hiddenChallengeSignedIn", "/challenges/{slug}/submissions"),
  api("GET", "/submissions/:id", "submission", "/submissions/{id}"),
  api("GET", "/challenges/:slug/leaderboard", "hiddenChallenge", "/challenges/{slug}/leaderboard"),
];

export const objectMatrix: readonly Line[] = [...applicants, ...jury, ...calls, ...challenges];

/** Routes and endpoints that name no object of anybody's, or people to administrators alone: what they show is asked for in
 * the policy matrix. */
export const withoutObjects: readonly string[] = [
  ...["/", "/appearance", "/api", "/api/v1/*", "/open-data/laureates.csv", "/open-data/laureates.json"],
  ...["/:locale", "/:locale/*", "/:locale/api", "/:locale/letters", "/:locale/challenges"],
  ...["sign-in", "sign-out", "sign-up", "confirm-email", "forgotten-password", "new-password"].map(
    (one) => `/:locale/${one}`,
  ),
  ...["calls", "calls/new", "applications", "laureates", "laureates/open-data"].map(
    (one) => `/:locale/${one}`,
  ),
  ...["/:locale/administration/people", "/:locale/administration/people/:person"],
  ...["/:locale/pages/:page", "/:locale/pages/:page/edit"],
  ...["/challenges", "/calls", "/tokens"].map((one) => `/api/v1${one}`),
];
