import type { AppLoadContext } from "@remix-run/node";

declare module "@remix-run/node" {
  interface AppLoadContext {
    /** Where a request comes from, as Express has determined with its trusted proxies. */
    address?: string | undefined;
  }
}

/** The network address that sent a request. */
export function networkAddress(context: AppLoadContext): string {
  return context.address ?? "unknown";
}
