import { isIP } from "node:net";
import type { Request, RequestHandler } from "express";
import { environment, publicUrl } from "#db/environment.ts";
import { refuseEarly } from "./refuse.ts";

const forwarding = [
  "x-forwarded-host",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-port",
  "forwarded",
  "via",
  "x-real-ip",
];
const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);
const healthPaths = new Set(["/healthz", "/readyz"]);

declare module "express-serve-static-core" {
  interface Locals {
    /** Whether somebody on this very machine asks, with nothing in between. */
    isLocal?: boolean;
  }
}

/** Refuses what is asked under a name that is not the site's: its public name, this machine's, and those that are
 * configured. Afterwards a request has one host only, in `Host`, whatever a proxy or a stranger has written. */
export function onlyKnownHosts(): RequestHandler {
  const { ALLOWED_HOSTS, TRUST_PROXY } = environment();
  const site = new URL(publicUrl());
  const known = new Set([site.host, ...ALLOWED_HOSTS]);
  const isLocalSite = loopbackNames.has(site.hostname);
  return (request, response, next) => {
    response.locals["isLocal"] = isLocalSite && isDirect(request) && isLoopbackHost(request.headers.host);
    const host = effectiveHost(request, TRUST_PROXY > 0);
    delete request.headers["x-forwarded-host"];
    if (host !== null && (known.has(host) || isLoopbackHost(host))) {
      request.headers.host = host;
      next();
    } else if (healthPaths.has(request.url) && isProbe(request.headers.host)) next();
    else refuseEarly(response, "unknown_host");
  };
}

/** In lower case, without the port that the scheme implies; null when there is none or it is none. */
function effectiveHost(request: Request, isProxyTrusted: boolean): string | null {
  const forwarded = isProxyTrusted ? request.headers["x-forwarded-host"] : undefined;
  const given = forwarded === undefined ? request.headers.host : String(forwarded).split(",").at(-1)?.trim();
  const host = given?.toLowerCase() ?? "";
  if (!/^(\[[0-9a-f:]+\]|[a-z0-9._-]+)(:\d{1,5})?$/.test(host)) return null;
  const address = `${request.protocol}://${host}`;
  return URL.canParse(address) ? new URL(address).host : null;
}

/** Probes of a balancer or an orchestrator name an address, or nothing. */
function isProbe(host: string | undefined): boolean {
  if (host === undefined || host === "") return true;
  return isIP(host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "")) !== 0;
}

function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && loopbackNames.has(host.toLowerCase().replace(/:\d+$/, ""));
}

function isDirect(request: Request): boolean {
  if (forwarding.some((name) => request.headers[name] !== undefined)) return false;
  return /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? "");
}
