import {
  GetBucketCorsCommand,
  GetBucketVersioningCommand,
  PutBucketCorsCommand,
  type CORSRule,
} from "@aws-sdk/client-s3";
import { storeClient, type StoreSettings } from "./files.ts";

/** What a bucket must let pages of the site do: browsers send files and their parts to it themselves. */
export function corsRule(origin: string): CORSRule {
  return {
    AllowedOrigins: [origin],
    AllowedMethods: ["GET", "HEAD", "PUT"],
    AllowedHeaders: ["content-type"],
    ExposeHeaders: ["ETag"],
    MaxAgeSeconds: 3600,
  };
}

/** What a store answers to a browser that asks, before it sends a file from a page.
 * @returns the origin that it lets through, `*` for any; null when this one may not send
 * @throws when the store cannot be reached */
export async function allowedOrigin(settings: StoreSettings, origin: string): Promise<string | null> {
  const answer = await fetch(`${settings.publicEndpoint}/${settings.bucket}/examination`, {
    method: "OPTIONS",
    headers: {
      Origin: origin,
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": "content-type",
    },
    signal: AbortSignal.timeout(5_000),
  });
  const methods = answer.headers.get("access-control-allow-methods") ?? "";
  const allowed = answer.headers.get("access-control-allow-origin");
  const isAllowed = answer.ok && /\bPUT\b/.test(methods) && (allowed === origin || allowed === "*");
  return isAllowed ? allowed : null;
}

/** Adds the rule to those that the bucket has.
 * @throws where the key may not */
export async function allowOrigin(settings: StoreSettings, origin: string): Promise<void> {
  const client = storeClient(settings, settings.endpoint);
  try {
    const rules = await client
      .send(new GetBucketCorsCommand({ Bucket: settings.bucket }))
      .then(({ CORSRules = [] }) => CORSRules, ifNone);
    const CORSRules = [...rules, corsRule(origin)];
    await client.send(
      new PutBucketCorsCommand({ Bucket: settings.bucket, CORSConfiguration: { CORSRules } }),
    );
  } finally {
    client.destroy();
  }
}

/** Whether the bucket keeps earlier versions of what is overwritten or removed.
 * @throws where the key may not ask */
export async function isVersioned(settings: StoreSettings): Promise<boolean> {
  const client = storeClient(settings, settings.endpoint);
  try {
    const answer = await client.send(new GetBucketVersioningCommand({ Bucket: settings.bucket }));
    return answer.Status === "Enabled";
  } finally {
    client.destroy();
  }
}

function ifNone(error: unknown): CORSRule[] {
  if (error instanceof Error && error.name === "NoSuchCORSConfiguration") return [];
  throw error;
}
