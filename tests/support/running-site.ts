import { readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { z } from "zod";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";

/** Looks into the installation that the journeys use, beside the site: its bucket and its database. */

const worldSchema = z.object({
  storePort: z.number(),
  keys: z.object({ web: z.object({ id: z.string(), secret: z.string() }) }),
  postgresPort: z.number(),
  passwords: z.object({ web: z.string() }),
});

function world() {
  const folder = process.env["JOURNEYS_DATA_DIR"] ?? "";
  return worldSchema.parse(JSON.parse(readFileSync(join(folder, "embedded.json"), "utf8")));
}

export const storeOrigin = () => `http://127.0.0.1:${String(world().storePort)}`;

/** All that accepting a file would change: objects, submissions, evaluations, what is counted, and unfinished uploads. */
export async function traces() {
  return { objects: await objects(), ...(await counts()) };
}

async function objects(): Promise<string[]> {
  const { id, secret } = world().keys.web;
  const client = new S3Client({
    endpoint: storeOrigin(),
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: id, secretAccessKey: secret },
  });
  const found: string[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: "palmares-files",
        Prefix: "predictions/",
        ContinuationToken: token,
      }),
    );
    found.push(...(page.Contents ?? []).map((object) => object.Key ?? ""));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  client.destroy();
  return found;
}

async function counts() {
  const { postgresPort, passwords } = world();
  const sql = postgres(
    `postgres://palmares_web:${passwords.web}@127.0.0.1:${String(postgresPort)}/postgres`,
    {
      max: 1,
    },
  );
  try {
    const [row] = await sql<Record<"submissions" | "evaluations" | "counted" | "uploading", number>[]>`
      select (select count(*)::int from submissions) as submissions,
        (select count(*)::int from evaluations) as evaluations,
        (select coalesce(sum(used), 0)::int from quota_counters) as counted,
        (select count(*)::int from uploads where state = 'uploading') as uploading`;
    return row;
  } finally {
    await sql.end();
  }
}
