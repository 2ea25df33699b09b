import type { AppLoadContext } from "@remix-run/node";

declare module "@remix-run/node" {
  interface AppLoadContext {
    /** Where a request comes from, as Express has determined with its trusted proxies. */
    address?: string | undefined;
    /** Whether somebody on this very machine asks, on a site that is nowhere else, with nothing in between. */
    isLocal?: boolean | undefined;
  }
}

/** The network address that sent a request. */
export function networkAddress(context: AppLoadContext): string {
  return context.address ?? "unknown";
}
