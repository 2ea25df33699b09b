import { beginApplication } from "#app/applications/begin-application.server.ts";
import { openDatabase, type Database } from "#db/client.ts";
import { connect, inTransaction } from "#db/connections.ts";
import { ObjectStore } from "#db/files.ts";
import { applications } from "#db/schema/applications.ts";
import { processKinds, type PersonId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { sql } from "drizzle-orm";
import { makeCall } from "./call.ts";
import { makePerson } from "./challenge.ts";
import { loginVariables } from "#db/environment.ts";
import { wrongWith, type OwnDatabase } from "./own-database.ts";

/** What must come of `tryRecipe`, whoever made the roles, on every version of PostgreSQL. */
export const expectedOfRecipe = {
  wrong: { web: {}, jobs: {}, worker: {} },
  applicationsSeen: { byItsOwner: 1, byAnother: 0, byNobody: 0, byWebInMaintenance: 0 },
  applicationsSeenByTablesOwner: { otherwise: 0, inMaintenance: 1 },
};

/** Begins an application as the web process, and counts who sees it; asks all that processes ask at their start. */
export async function tryRecipe(own: OwnDatabase): Promise<typeof expectedOfRecipe> {
  const maintenance = openDatabase(own.ownerUrl, { isMaintenance: true });
  const owner = openDatabase(own.ownerUrl);
  const web = openDatabase(own.urlOf("web"));
  try {
    work(maintenance);
    const { slug } = await makeCall();
    const [applicant, other] = [await makePerson("One"), await makePerson("Other")];
    work(web);
    await beginApplication(applicant, slug, "en");
    const applicationsSeen = {
      byItsOwner: await seenBy(applicant.id),
      byAnother: await seenBy(other.id),
      byNobody: await seenBy(null),
      byWebInMaintenance: await inTransaction(async (tx) => {
        await tx.execute(sql`set local palmares.maintenance = 'on'`);
        return tx.$count(applications);
      }),
    };
    const applicationsSeenByTablesOwner = {
      otherwise: await owner.db.$count(applications),
      inMaintenance: await maintenance.db.$count(applications),
    };
    return { wrong: await everythingWrong(own), applicationsSeen, applicationsSeenByTablesOwner };
  } finally {
    await Promise.all([maintenance.close(), owner.close(), web.close()]);
  }
}

async function everythingWrong(own: OwnDatabase) {
  const found: Record<string, object> = {};
  for (const kind of processKinds)
    found[kind] = await wrongWith(kind, { [loginVariables(kind).pooled]: own.urlOf(kind) });
  return { web: {}, jobs: {}, worker: {}, ...found };
}

function seenBy(personId: PersonId | null): Promise<number> {
  return asViewer(personId, (tx) => tx.$count(applications));
}

/** No file is read or written here. */
function work(database: Database): void {
  const endpoint = "http://127.0.0.1:1";
  const key = { accessKeyId: "none", secretAccessKey: "none" };
  const files = new ObjectStore({
    endpoint,
    publicEndpoint: endpoint,
    region: "us-east-1",
    bucket: "none",
    ...key,
  });
  connect({ database, files, labels: null });
}
