import type { Examined } from "./examined.ts";
import { ok, wrong, type Finding } from "./finding.ts";

/** Names that never leave the machine, or the test (RFC 6761). */
const isPrivateName = (host: string) =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host) || /\.(localhost|test)$/.test(host);

/** Whether the cookies that sign people in travel under TLS alone. */
export function examinePublicAddress({ kind, settings }: Pick<Examined, "kind" | "settings">): Finding {
  const address = settings.PUBLIC_URL;
  if (kind !== "web" || address === undefined || settings.NODE_ENV !== "production")
    return ok("the site is for this machine");
  const { protocol, hostname } = new URL(address);
  if (protocol === "https:" || isPrivateName(hostname)) return ok(`the site stands at ${address}`);
  return wrong(
    `PUBLIC_URL is ${address}: without TLS everybody on the way reads passwords and cookies. Put a proxy with a certificate before the site and set its https:// address.`,
  );
}
