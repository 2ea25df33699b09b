import { publicUrl, type Environment } from "#db/environment.ts";
import { ok, toKnow, wrong, type Finding } from "#db/examinations/finding.ts";
import { examinePublicAddress } from "#db/examinations/public-address.ts";
import { lineOf, type Line } from "./line.ts";

/** The site as the world sees it, and what stands before it. */
export async function examineSite(settings: Environment): Promise<Line[]> {
  return [
    await lineOf("site: address", () => examinePublicAddress({ kind: "web", settings })),
    await lineOf("site: proxy", () => proxy(settings)),
    await lineOf("site: answers", () => answers(settings)),
  ];
}

function proxy({ PUBLIC_URL, TRUST_PROXY, HOST }: Environment): Finding {
  const isBehindTls = PUBLIC_URL?.startsWith("https:") === true;
  if (isBehindTls && TRUST_PROXY === 0)
    return wrong(
      "PUBLIC_URL is https, so a proxy stands before the site, and TRUST_PROXY is 0: every visitor then has the proxy's address, and one who guesses passwords locks out all. Set TRUST_PROXY to the number of proxies.",
    );
  if (TRUST_PROXY > 0 && HOST !== undefined && !["localhost", "127.0.0.1", "::1"].includes(HOST))
    return toKnow(
      `TRUST_PROXY is ${String(TRUST_PROXY)} and HOST ${HOST}: whoever reaches this port without the proxy can choose the address under which he is counted. Let only the proxy reach it.`,
    );
  return ok(TRUST_PROXY === 0 ? "none stands before the site" : `${String(TRUST_PROXY)} before the site`);
}

async function answers(settings: Environment): Promise<Finding> {
  const address = `${publicUrl(settings)}/healthz`;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(10_000), redirect: "manual" });
    if (answer.ok) return ok(`${address} answers`);
    return wrong(
      `${address} answers ${String(answer.status)}: is the web process started, and the proxy's target right?`,
    );
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return wrong(
      `${address} cannot be reached (${cause}): is the web process started, the certificate valid, the name known?`,
    );
  }
}
