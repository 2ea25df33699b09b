/** Who may do what: one line for every route and method, with the status that each kind of actor gets.
 * `GET` of a page and of a file; `POST` without a body, which shows who is let through to the form's own checks. */
export type Actor = "visitor" | "competitor" | "organiser" | "admin";
export type Line = { route: string; method: "GET" | "POST"; url: string; expected: Record<Actor, number> };

const everybody = (status: number): Line["expected"] => ({
  visitor: status,
  competitor: status,
  organiser: status,
  admin: status,
});
const signedIn = (status: number): Line["expected"] => ({ ...everybody(status), visitor: 401 });
const organisers: Line["expected"] = { visitor: 401, competitor: 403, organiser: 200, admin: 200 };
const administrators: Line["expected"] = { visitor: 401, competitor: 403, organiser: 403, admin: 200 };
const get = (route: string, url: string, expected: Line["expected"]): Line => ({
  route,
  method: "GET",
  url,
  expected,
});
const post = (route: string, url: string, expected: Line["expected"]): Line => ({
  route,
  method: "POST",
  url,
  expected,
});

/** What belongs to the organisers and officers of a call: an administrator of the platform is neither. */
const callOrganisers = (status: number): Line["expected"] => ({
  visitor: 401,
  competitor: 403,
  organiser: status,
  admin: 403,
});

const challenge = "/en/challenges/wdbc";
const call = "/en/calls/recherche-2027";
const judged = "/en/calls/parcours-2026";
const announced = "/en/calls/prevention-2026";
const nobodys = "sub_00000000000000000000000000";

export const policyMatrix: readonly Line[] = [
  get("/", "/", everybody(200)),
  post("/appearance", "/appearance", everybody(422)),
  get("/download/:file", "/download/file_unknown", everybody(404)),
  get("/sample/:slug", "/sample/wdbc", everybody(200)),
  get("/board/:slug", "/board/wdbc", everybody(200)),
  post("/upload/:slug", "/upload/wdbc", { visitor: 401, competitor: 422, organiser: 403, admin: 403 }),
  post("/upload/:slug/parts", "/upload/wdbc/parts", signedIn(422)),
  get("/receipt/:submission", `/receipt/${nobodys}`, signedIn(404)),
  get("/api", "/api", everybody(200)),
  get("/api/v1/*", "/api/v1/challenges", everybody(200)),
  // A session's cookie counts for nothing here.
  get("/api/v1/*", "/api/v1/challenges/wdbc/submissions", everybody(401)),
  post("/api/v1/*", "/api/v1/challenges/wdbc/rules/acceptance", everybody(401)),
  get("/:locale", "/en", everybody(200)),
  get("/:locale", "/de", everybody(404)),
  get("/:locale/api", "/fr/api", everybody(200)),
  get("/:locale/sign-in", "/en/sign-in", everybody(200)),
  get("/:locale/sign-out", "/en/sign-out", everybody(200)),
  get("/:locale/sign-up", "/en/sign-up", everybody(200)),
  post("/:locale/sign-up", "/en/sign-up", everybody(422)),
  get("/:locale/confirm-email", "/en/confirm-email", everybody(200)),
  post("/:locale/confirm-email", "/en/confirm-email", everybody(422)),
  get("/:locale/forgotten-password", "/en/forgotten-password", everybody(200)),
  post("/:locale/forgotten-password", "/en/forgotten-password", everybody(422)),
  get("/:locale/new-password", "/en/new-password", everybody(200)),
  post("/:locale/new-password", "/en/new-password", everybody(422)),
  get("/:locale/account", "/en/account", signedIn(200)),
  post("/:locale/account", "/en/account", { ...everybody(422), visitor: 401 }),
  get("/:locale/administration/people", "/en/administration/people", administrators),
  get("/:locale/administration/people/:person", "/en/administration/people/person_unknown", {
    ...administrators,
    admin: 404,
  }),
  post("/:locale/administration/people/:person", "/en/administration/people/person_unknown", {
    ...administrators,
    admin: 422,
  }),
  // Without a mail server the demonstration shows its letters to everybody on the machine.
  get("/:locale/letters", "/en/letters", everybody(200)),
  get("/:locale/challenges", "/en/challenges", everybody(200)),
  get("/:locale/challenges/:slug", challenge, everybody(200)),
  get("/:locale/challenges/:slug", "/en/challenges/unknown", everybody(404)),
  get("/:locale/challenges/:slug/data", `${challenge}/data`, everybody(200)),
  get("/:locale/challenges/:slug/rules", `${challenge}/rules`, everybody(200)),
  get("/:locale/challenges/:slug/leaderboard", `${challenge}/leaderboard`, everybody(200)),
  get("/:locale/challenges/:slug/submissions", `${challenge}/submissions`, signedIn(200)),
  get("/:locale/challenges/:slug/submissions/new", `${challenge}/submissions/new`, everybody(200)),
  get(
    "/:locale/challenges/:slug/submissions/:submission",
    `${challenge}/submissions/${nobodys}`,
    signedIn(404),
  ),
  get("/:locale/challenges/:slug/team", `${challenge}/team`, signedIn(200)),
  post("/:locale/challenges/:slug/team", `${challenge}/team`, signedIn(422)),
  get("/:locale/challenges/:slug/join", `${challenge}/join?key=unknown`, everybody(410)),
  post("/:locale/challenges/:slug/join", `${challenge}/join`, signedIn(422)),
  get("/:locale/challenges/:slug/statistics", `${challenge}/statistics`, everybody(200)),
  post("/:locale/challenges/:slug/statistics", `${challenge}/statistics`, signedIn(422)),
  get("/:locale/challenges/:slug/organise", `${challenge}/organise`, organisers),
  post("/:locale/challenges/:slug/organise", `${challenge}/organise`, signedIn(422)),
  get("/:locale/calls", "/en/calls", everybody(200)),
  get("/:locale/calls/new", "/en/calls/new", { ...organisers, organiser: 200 }),
  post("/:locale/calls/new", "/en/calls/new", { ...everybody(422), visitor: 401 }),
  get("/:locale/calls/:slug", call, everybody(200)),
  get("/:locale/calls/:slug", "/en/calls/unknown", everybody(404)),
  get("/:locale/calls/:slug/rulebook", `${call}/rulebook`, everybody(200)),
  get("/:locale/calls/:slug/criteria", `${call}/criteria`, everybody(200)),
  get("/:locale/calls/:slug/questions", `${call}/questions`, everybody(200)),
  post("/:locale/calls/:slug/questions", `${call}/questions`, { ...everybody(422), visitor: 401 }),
  get("/:locale/calls/:slug/organise", `${call}/organise`, callOrganisers(200)),
  post("/:locale/calls/:slug/organise", `${call}/organise`, callOrganisers(422)),
  get("/:locale/calls/:slug/form", `${call}/form`, callOrganisers(200)),
  post("/:locale/calls/:slug/form", `${call}/form`, callOrganisers(422)),
  get("/:locale/calls/:slug/applications", `${call}/applications`, callOrganisers(200)),
  get(
    "/:locale/calls/:slug/applications/:application",
    `${call}/applications/ZZZZZ-ZZZZZ`,
    callOrganisers(404),
  ),
  post(
    "/:locale/calls/:slug/applications/:application",
    `${call}/applications/ZZZZZ-ZZZZZ`,
    callOrganisers(404),
  ),
  // Whoever asks for the address itself is sent to the call's page, where the button is.
  get("/:locale/calls/:slug/apply", `${call}/apply`, everybody(200)),
  post("/:locale/calls/:slug/apply", "/en/calls/unknown/apply", everybody(404)),
  get("/:locale/applications", "/en/applications", signedIn(200)),
  get("/:locale/applications/:application", "/en/applications/ZZZZZ-ZZZZZ", signedIn(404)),
  get("/:locale/applications/:application/check", "/en/applications/ZZZZZ-ZZZZZ/check", signedIn(404)),
  post("/:locale/applications/:application/check", "/en/applications/ZZZZZ-ZZZZZ/check", signedIn(404)),
  get("/:locale/applications/:application/received", "/en/applications/ZZZZZ-ZZZZZ/received", signedIn(404)),
  get("/:locale/applications/:application/people", "/en/applications/ZZZZZ-ZZZZZ/people", signedIn(404)),
  post("/:locale/applications/:application/people", "/en/applications/ZZZZZ-ZZZZZ/people", signedIn(422)),
  get("/:locale/join", "/en/join", everybody(200)),
  post("/:locale/join", "/en/join", signedIn(422)),
  post("/application/:application/answers", "/application/ZZZZZ-ZZZZZ/answers", signedIn(422)),
  post("/application/:application/documents", "/application/ZZZZZ-ZZZZZ/documents", signedIn(422)),
  get("/document/:document", "/document/document_unknown", signedIn(404)),
  get("/application-receipt/:submission", "/application-receipt/appsub_unknown", signedIn(404)),
  get("/call-document/:file", "/call-document/calldoc_unknown", everybody(404)),
  get("/api/v1/*", "/api/v1/calls/recherche-2027", everybody(200)),
  // The organiser is in conflict with one of its applications; the others are nothing in its jury.
  get("/:locale/calls/:slug/jury", `${judged}/jury`, callOrganisers(200)),
  post("/:locale/calls/:slug/jury", `${judged}/jury`, { ...everybody(422), visitor: 401 }),
  get("/:locale/calls/:slug/jury/assignments", `${judged}/jury/assignments`, callOrganisers(200)),
  post("/:locale/calls/:slug/jury/assignments", `${judged}/jury/assignments`, {
    ...everybody(422),
    visitor: 401,
  }),
  get("/:locale/calls/:slug/jury/ranking", `${judged}/jury/ranking`, callOrganisers(200)),
  post("/:locale/calls/:slug/jury/ranking", `${judged}/jury/ranking`, { ...everybody(422), visitor: 401 }),
  // The organiser of the demonstration prepares its decisions.
  get("/:locale/calls/:slug/decisions", `${judged}/decisions`, callOrganisers(200)),
  post("/:locale/calls/:slug/decisions", `${judged}/decisions`, { ...everybody(422), visitor: 401 }),
  get("/:locale/calls/:slug/decisions", `${call}/decisions`, callOrganisers(403)),
  get("/:locale/calls/:slug/decisions/letters", `${judged}/decisions/letters`, callOrganisers(200)),
  post("/:locale/calls/:slug/decisions/letters", `${judged}/decisions/letters`, {
    ...everybody(422),
    visitor: 401,
  }),
  get("/:locale/calls/:slug/decisions/:application", `${judged}/decisions/ZZZZZ-ZZZZZ`, callOrganisers(404)),
  post("/:locale/calls/:slug/decisions/:application", `${judged}/decisions/ZZZZZ-ZZZZZ`, {
    ...everybody(422),
    visitor: 401,
  }),
  get("/:locale/applications/:application/decision", "/en/applications/ZZZZZ-ZZZZZ/decision", signedIn(404)),
  post("/:locale/applications/:application/decision", "/en/applications/ZZZZZ-ZZZZZ/decision", {
    ...everybody(422),
    visitor: 401,
  }),
  get("/:locale/calls/:slug/interests", `${judged}/interests`, signedIn(403)),
  post("/:locale/calls/:slug/interests", `${judged}/interests`, { ...everybody(422), visitor: 401 }),
  get("/:locale/calls/:slug/reviews", `${judged}/reviews`, signedIn(403)),
  get("/:locale/calls/:slug/reviews/:application", `${judged}/reviews/unknown`, signedIn(403)),
  post("/:locale/calls/:slug/reviews/:application", `${judged}/reviews/unknown`, {
    ...everybody(422),
    visitor: 401,
  }),
  post("/review/:slug/:application/marks", "/review/parcours-2026/unknown/marks", {
    ...everybody(422),
    visitor: 401,
  }),
  get("/:locale/jury-invitation", "/en/jury-invitation?key=unknown", everybody(410)),
  post("/:locale/jury-invitation", "/en/jury-invitation", { ...everybody(422), visitor: 401 }),
  get("/open-data/laureates.csv", "/open-data/laureates.csv", everybody(200)),
  get("/open-data/laureates.json", "/open-data/laureates.json", everybody(200)),
  get("/:locale/laureates", "/en/laureates", everybody(200)),
  get("/:locale/laureates/open-data", "/en/laureates/open-data", everybody(200)),
  get("/:locale/laureates/:laureate", "/en/laureates/unknown", everybody(404)),
  get("/:locale/calls/:slug/laureates", `${announced}/laureates`, everybody(200)),
  get("/:locale/calls/:slug/publication", `${announced}/publication`, callOrganisers(200)),
  get(
    "/:locale/calls/:slug/publication/:application",
    `${announced}/publication/ZZZZZ-ZZZZZ`,
    callOrganisers(404),
  ),
  post("/:locale/calls/:slug/publication/:application", `${announced}/publication/ZZZZZ-ZZZZZ`, {
    ...everybody(422),
    visitor: 401,
  }),
  get(
    "/:locale/applications/:application/publication",
    "/en/applications/ZZZZZ-ZZZZZ/publication",
    signedIn(404),
  ),
  post("/:locale/applications/:application/publication", "/en/applications/ZZZZZ-ZZZZZ/publication", {
    ...everybody(422),
    visitor: 401,
  }),
  get("/:locale/pages/:page", "/en/pages/privacy", everybody(200)),
  get("/:locale/pages/:page", "/en/pages/constructor", everybody(404)),
  get("/:locale/pages/:page/edit", "/en/pages/privacy/edit", administrators),
  post("/:locale/pages/:page/edit", "/en/pages/privacy/edit", signedIn(422)),
  get("/:locale/*", "/en/nowhere", everybody(404)),
];
