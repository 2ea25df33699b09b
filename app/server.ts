import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { connectProcess } from "#db/connect-process.ts";
import { environment } from "#db/environment.ts";
import { outliveLostConnections, stopWhenAsked } from "#db/lifecycle.ts";
import { compressedAssets } from "./http/compressed-assets.ts";
import { pageCache } from "./http/page-cache.ts";
import { LiveChanges } from "./http/live-changes.ts";
import { refuseForeignOrigin } from "./http/origin-check.ts";
import { privateAnswers } from "./http/private-answers.ts";
import { readiness } from "./http/readiness.ts";
import { refuseDataParameter } from "./http/refuse-data-parameter.ts";
import { logRequests } from "./http/request-log.ts";
import { inRequestScope } from "./http/request-scope.ts";
import { securityHeaders } from "./http/security-headers.ts";

/** The web process: Express in front of Remix. */

outliveLostConnections();
const settings = environment();
const connections = await connectProcess("web");
const changes = new LiveChanges(connections.database.sql);
const app = express();
app.disable("x-powered-by");
app.set("trust proxy", settings.TRUST_PROXY);

app.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
app.get("/readyz", readiness());

const vite = settings.NODE_ENV === "development" ? await developmentServer() : null;
if (vite !== null) app.use(vite.middlewares);
else {
  app.use(
    "/assets",
    compressedAssets("build/site/client/assets"),
    express.static("build/site/client/assets", { immutable: true, maxAge: "1y", fallthrough: false }),
  );
  app.use(express.static("build/site/client", { maxAge: "1h", index: false }));
}

app.use((_request, response, next) => {
  if (vite === null) response.locals["cspNonce"] = randomBytes(16).toString("base64");
  next();
});
app.use(logRequests());
app.use(securityHeaders({ isDevelopment: vite !== null }));
app.use(refuseForeignOrigin());
app.use(privateAnswers());
app.use(refuseDataParameter());
app.get("/events", (request, response) => {
  changes.serve(request, response);
});
app.use(
  compression({
    filter: (request, response) => !isEventStream(response) && compression.filter(request, response),
  }),
);
const builtSite =
  vite === null ? await import(pathToFileURL(resolve("build/site/server/index.js")).href) : null;
const handleRequest = createRequestHandler({
  build:
    vite === null
      ? builtSite
      : async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild,
  mode: settings.NODE_ENV,
  getLoadContext: (request, response) => ({ cspNonce: nonceOf(response), address: request.ip }),
});
const answerFromSite: express.RequestHandler = (request, response, next) => {
  inRequestScope(() => void handleRequest(request, response, next));
};
if (vite === null) app.use(pageCache(changes, answerFromSite));
app.all("*", answerFromSite);

// `localhost` is 127.0.0.1 on some machines and ::1 on others.
const hosts = settings.HOST === undefined ? ["127.0.0.1", "::1"] : [settings.HOST];
const servers = await Promise.all(hosts.map(listen));
console.log("ready");

stopWhenAsked(async () => {
  changes.close();
  await Promise.all(servers.map(close));
  await connections.database.close();
  connections.files.close();
});

function listen(host: string): Promise<Server | null> {
  return new Promise((listening, failed) => {
    const server = app.listen(settings.PORT, host, () => {
      listening(server);
    });
    server.on("error", (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has no ::1, which is fine.
      if (host === "::1" && (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT"))
        listening(null);
      else failed(error);
    });
  });
}

async function close(server: Server | null): Promise<void> {
  if (server === null) return;
  const closed = new Promise<void>((resolve_) =>
    server.close(() => {
      resolve_();
    }),
  );
  server.closeIdleConnections();
  setTimeout(() => {
    server.closeAllConnections();
  }, 2_000).unref();
  await closed;
}

async function developmentServer() {
  const { createServer } = await import("vite");
  return createServer({ server: { middlewareMode: true, hmr: { port: settings.PORT + 20_000 } } });
}

function nonceOf(response: express.Response): string | undefined {
  const nonce: unknown = response.locals["cspNonce"];
  return typeof nonce === "string" ? nonce : undefined;
}

function isEventStream(response: express.Response): boolean {
  return String(response.getHeader("content-type")).includes("text/event-stream");
}
