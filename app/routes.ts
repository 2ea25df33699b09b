import { index, route, type RouteConfig } from "@remix-run/route-config";

/** The one map of addresses. Pages stand once per language, under `/fr` and `/en`; the rest has no language. */
export default [
  index("routes/choose-language.ts"),
  route("appearance", "routes/appearance.ts"),
  route("download/:file", "routes/download.ts"),
  route("sample/:slug", "routes/sample.ts"),
  route("upload/:slug", "routes/upload.ts"),
  route("upload/:slug/parts", "routes/upload-parts.ts"),
  route("board/:slug", "routes/board-csv.ts"),
  route("receipt/:submission", "routes/receipt.ts"),
  route("api", "routes/api.tsx"),
  route("api/v1/*", "routes/api-v1.ts"),
  route(":locale", "routes/locale.tsx", [
    index("routes/home.tsx"),
    route("sign-in", "routes/sign-in.tsx"),
    route("sign-out", "routes/sign-out.ts"),
    route("account", "routes/account.tsx"),
    route("challenges", "routes/challenges.tsx"),
    route("challenges/:slug", "routes/challenge.tsx", [
      index("routes/challenge-overview.tsx"),
      route("data", "routes/challenge-data.tsx"),
      route("rules", "routes/challenge-rules.tsx"),
      route("leaderboard", "routes/leaderboard.tsx"),
      route("submissions", "routes/submissions.tsx"),
      route("submissions/new", "routes/submit.tsx"),
      route("submissions/:submission", "routes/submission.tsx"),
      route("organise", "routes/organise.tsx"),
    ]),
    route("calls", "routes/calls.tsx"),
    route("pages/:page", "routes/site-page.tsx"),
    route("*", "routes/nowhere.tsx"),
  ]),
] satisfies RouteConfig;
