import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import type { Environment } from "#db/environment.ts";
import { answerHead } from "./answer-head.ts";
import { networkOfRequest } from "./client.ts";
import { compressedAssets } from "./compressed-assets.ts";
import type { Draining } from "./draining.ts";
import { guardBodies } from "./guard-bodies.ts";
import { onlyKnownHosts } from "./known-host.ts";
import type { LiveChanges } from "./live-changes.ts";
import { refuseForeignOrigin } from "./origin-check.ts";
import { pageCache } from "./page-cache.ts";
import { personAsking } from "./person-asking.server.ts";
import { privateAnswers } from "./private-answers.ts";
import { readiness } from "./readiness.ts";
import { answerFailure } from "./failure.ts";
import { refuseDataParameter } from "./refuse-data-parameter.ts";
import { refuseEarly } from "./refuse.ts";
import { logRequests } from "./request-log.ts";
import { inRequestScope } from "./request-scope.ts";
import { limitRequestsAtOnce } from "./requests-at-once.ts";
import { securityHeaders } from "./security-headers.ts";
import { onlyWellFormed } from "./well-formed.ts";

type Parts = { changes: LiveChanges; draining: Draining };

/** Everything that a request meets on its way, in this order: the headers of its answer, whether it may be judged at all,
 * what is answered without the site, the bounds, the site. */
export async function site(settings: Environment, { changes, draining }: Parts): Promise<express.Express> {
  const vite = settings.NODE_ENV === "development" ? await developmentServer(settings) : null;
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", settings.TRUST_PROXY);
  app.use((_request, response, next) => {
    if (vite === null) response.locals["cspNonce"] = randomBytes(16).toString("base64");
    next();
  });
  app.use(securityHeaders({ isDevelopment: vite !== null }), answerHead(draining));
  app.use(onlyWellFormed(), onlyKnownHosts());

  app.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
  app.get("/readyz", readiness(draining));
  app.use(limitRequestsAtOnceBut("/events"), guardBodies());
  if (vite === null) app.use(builtFiles());
  else app.use(vite.middlewares);

  app.use(logRequests(), refuseForeignOrigin(), privateAnswers(), refuseDataParameter());
  app.get("/events", (request, response) => {
    void personAsking(request).then((personId) => {
      changes.serve(request, response, personId);
    });
  });
  app.use(
    compression({
      filter: (request, response) => !isEventStream(response) && compression.filter(request, response),
    }),
  );
  const answerFromSite = await remix(settings, vite);
  if (vite === null) app.use(pageCache(changes, answerFromSite));
  app.all("*", answerFromSite);
  app.use(answerFailure);
  return app;
}

function limitRequestsAtOnceBut(path: string): express.RequestHandler {
  const limit = limitRequestsAtOnce();
  return (request, response, next) => {
    if (request.path === path) next();
    else limit(request, response, next);
  };
}

function builtFiles(): express.Router {
  const files = express.Router();
  files.use(
    "/assets",
    compressedAssets("build/site/client/assets"),
    express.static("build/site/client/assets", { immutable: true, maxAge: "1y", redirect: false }),
    (_request, response) => {
      refuseEarly(response, "not_found");
    },
  );
  files.use(express.static("build/site/client", { maxAge: "1h", index: false, redirect: false }));
  return files;
}

type Vite = Awaited<ReturnType<typeof developmentServer>>;

async function remix({ NODE_ENV }: Environment, vite: Vite | null): Promise<express.RequestHandler> {
  const build: ServerBuild =
    vite === null ? await import(pathToFileURL(resolve("build/site/server/index.js")).href) : null;
  const handleRequest = createRequestHandler({
    build:
      vite === null
        ? build
        : async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild,
    mode: NODE_ENV,
    getLoadContext: (request, response) => ({
      cspNonce: nonceOf(response),
      address: networkOfRequest(request),
      isLocal: response.locals["isLocal"] === true,
    }),
  });
  return (request, response, next) => {
    inRequestScope((scope) => {
      response.locals["scope"] = scope;
      void handleRequest(request, response, next);
    });
  };
}

async function developmentServer({ PORT }: Environment) {
  const { createServer } = await import("vite");
  return createServer({ server: { middlewareMode: true, hmr: { port: PORT + 20_000 } } });
}

function nonceOf(response: express.Response): string | undefined {
  const nonce: unknown = response.locals["cspNonce"];
  return typeof nonce === "string" ? nonce : undefined;
}

function isEventStream(response: express.Response): boolean {
  return String(response.getHeader("content-type")).includes("text/event-stream");
}
