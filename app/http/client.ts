import type { Request } from "express";
import { networkOf } from "#app/accounts/network-of.ts";

/** The network that a request comes from, as far as the trusted proxies say. */
export function networkOfRequest(request: Request): string {
  return networkOf(request.ip ?? "unknown");
}
