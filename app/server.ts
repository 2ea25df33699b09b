import type { Server } from "node:http";
import { connectProcess } from "#db/connect-process.ts";
import { environment } from "#db/environment.ts";
import { outliveLostConnections, stopWhenAsked, type StopSignal } from "#db/lifecycle.ts";
import { Draining } from "./http/draining.ts";
import { LiveChanges } from "./http/live-changes.ts";
import { rawAnswers } from "./http/raw-answer.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { site } from "./http/site.ts";
import { siteServer } from "./http/site-server.ts";
import { stopServers } from "./http/stop-servers.ts";

/** The web process: Express in front of Remix. */

outliveLostConnections();
const settings = environment();
const connections = await connectProcess("web");
const changes = new LiveChanges(connections.database.sql);
const draining = new Draining();
const app = await site(settings, { changes, draining });
const rawAnswer = rawAnswers(securityHeaders({ isDevelopment: false }));

// `localhost` is 127.0.0.1 on some machines and ::1 on others.
const hosts = settings.HOST === undefined ? ["127.0.0.1", "::1"] : [settings.HOST];
const servers = (await Promise.all(hosts.map(listen))).filter((server) => server !== null);

const spareMs = 2_000;
stopWhenAsked(stop, (settings.DRAIN_SECONDS + settings.SHUTDOWN_SECONDS) * 1000 + 2 * spareMs);
// Whoever hears it may ask to stop at once.
console.log("ready");

/** Asked by SIGTERM, it goes on answering until balancers have noticed, and then lets every answer end that has begun.
 * Asked by SIGINT, somebody at the keyboard waits for it. */
async function stop(signal: StopSignal): Promise<void> {
  const { DRAIN_SECONDS, SHUTDOWN_SECONDS } = settings;
  const isQuick = signal === "SIGINT";
  draining.begin();
  changes.close();
  await stopServers(servers, {
    drainMs: isQuick ? 0 : DRAIN_SECONDS * 1000,
    finishMs: isQuick ? spareMs : SHUTDOWN_SECONDS * 1000,
  });
  await connections.database.close();
  connections.files.close();
}

function listen(host: string): Promise<Server | null> {
  return new Promise((listening, failed) => {
    const server = siteServer(app, { rawAnswer, seesAddresses: settings.TRUST_PROXY === 0 });
    server.listen(settings.PORT, host, () => {
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
