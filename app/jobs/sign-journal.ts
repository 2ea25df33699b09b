import { db, files, inTransaction } from "#db/connections.ts";
import { environment, pageAddress } from "#db/environment.ts";
import { isSignedBy, journalKey, signHead, type JournalHead, type JournalKey } from "#db/journal/heads.ts";
import {
  appendHead,
  journalKeepers,
  keptHeads,
  storeHead,
  type JournalKeepers,
} from "#db/journal/keepers.ts";
import { errorFacts, log } from "#db/log.ts";
import { oweLetter } from "#db/outbox.ts";
import { goesOnFrom, journalEnd } from "#db/queries/journal.ts";

/** `unsigned`: no key is given. `nothing_new`: the last head still is the end. `broken`: the journal is not what the last
 * head says, so that signing would make good what somebody has changed. */
export type Signing = "unsigned" | "nothing_new" | "broken" | "signed";

type Settings = { key: JournalKey | null; keepers: JournalKeepers };

/** Signs where the journal ends now, and gives that to those who keep it outside the database.
 * @param settings those of the environment, but in tests
 * Effects: an object, a line in files and in the log, letters; an error in the log where the journal was changed. */
export async function signJournal(settings: Settings = settingsOfEnvironment()): Promise<Signing> {
  const { key, keepers } = settings;
  if (key === null) return "unsigned";
  const last = (await keptHeads(files(), keepers)).filter((head) => isSignedBy(head, key)).at(-1);
  const end = await journalEnd(db());
  if (last !== undefined && (end === null || !(await goesOnFrom(db(), last)))) {
    log.error({ line: last.position }, "the journal is not what its signed head says");
    return "broken";
  }
  if (end === null || end.position === last?.position) return "nothing_new";
  await give(signHead(end, key), keepers);
  return "signed";
}

function settingsOfEnvironment(): Settings {
  const settings = environment();
  const seed = settings.JOURNAL_KEY;
  return { key: seed === undefined ? null : journalKey(seed), keepers: journalKeepers(settings) };
}

/** One keeper that is away keeps the others from nothing. */
async function give(head: JournalHead, keepers: JournalKeepers): Promise<void> {
  if (keepers.log) log.info({ journalHead: head }, "journal");
  const given = await Promise.allSettled([
    ...(keepers.store ? [storeHead(files(), head)] : []),
    ...keepers.files.map((path) => appendHead(path, head)),
    ...keepers.addresses.map((address) => sendHead(head, address)),
  ]);
  for (const one of given)
    if (one.status === "rejected") log.error(errorFacts(one.reason), "a keeper of the journal's heads");
}

/** The first head of each day. */
async function sendHead(head: JournalHead, address: string): Promise<void> {
  const day = head.at.slice(0, 10);
  const body = `Conservez ce message : il prouve jusqu’où allait le journal de ${pageAddress("fr", "")} le ${day}.
Keep this message: it proves how far the journal of ${pageAddress("en", "")} went on ${day}.

npm run invariants -- --heads FILE

${JSON.stringify(head)}
`;
  await inTransaction((tx) =>
    oweLetter(tx, {
      key: `journal_head:${day}:${address}`,
      kind: "journal_head",
      personId: null,
      recipient: address,
      locale: "fr",
      subject: `Journal ${day}`,
      body,
    }),
  );
}
