import { argv } from "node:process";
import postgres from "postgres";
import { embeddedOwnerUrl } from "#app/cli/supervisor/embedded-world.ts";
import { SignedIn } from "../support/signed-in.ts";
import { timed } from "./measure.ts";
import { rankSumP } from "./rank-sum.ts";

/** Whether the time of an answer tells a hidden object from one that is not there:
 * `node --import tsx tests/load/timing.ts http://localhost:3000 .data`, against a demonstration that runs. Two samples of 300
 * requests each, asked for in turn, so that both meet the same moments of the machine. */

const [site = "http://localhost:3000", dataFolder = ".data"] = argv.slice(2);
const requests = 300;
const warmUp = 20;
const ulid = "0".repeat(26);

const sql = postgres(await embeddedOwnerUrl(dataFolder), { max: 1, onnotice: () => {} });
const one = async (query: string): Promise<string> =>
  (await sql.unsafe<{ id: string }[]>(query))[0]?.id ?? "";
const emergency = "select id from calls where slug = 'urgences-2026'";
const hidden = {
  code: await one(`select code as id from applications where call_id = (${emergency}) order by id limit 1`),
  document: await one(`select d.id from documents d join applications a on a.id = d.application_id
    where a.call_id = (${emergency}) and d.state = 'accepted' order by d.id limit 1`),
  submission:
    await one(`select s.id from submissions s where s.team_id not in (select team_id from team_members m
    join people p on p.id = m.person_id where p.email = 'competitor@demo.local') order by s.id limit 1`),
  closed: await one(`select a.code as id from conflicts f join applications a on a.id = f.application_id
    join people p on p.id = f.person_id where p.email = 'organiser@demo.local' and f.state = 'suspected' limit 1`),
};
await sql.end();

const competitor = await SignedIn.at(site, "competitor");
const organiser = await SignedIn.at(site, "organiser");
const code = "ZZZZZ-ZZZZZ";
const judging = "/en/calls/parcours-2026";
await compare(
  "an application of others",
  competitor,
  `/en/applications/${hidden.code}.data`,
  `/en/applications/${code}.data`,
);
await compare(
  "a document of others",
  competitor,
  `/document/${hidden.document}`,
  `/document/document_${ulid}`,
);
await compare(
  "a receipt of another team",
  competitor,
  `/receipt/${hidden.submission}`,
  `/receipt/sub_${ulid}`,
);
await compare(
  "an application that a conflict closes, to its organiser",
  organiser,
  `${judging}/applications/${hidden.closed}.data`,
  `${judging}/applications/${code}.data`,
);

async function compare(what: string, who: SignedIn, hiddenPath: string, unknownPath: string): Promise<void> {
  const [hiddenTimes, unknownTimes]: [number[], number[]] = [[], []];
  const ask = (path: string) => timed(async () => void (await who.read(site, path)));
  for (let index = 0; index < warmUp + requests; index++) {
    // Which comes first changes, so that neither is always the one after a pause.
    const isHiddenFirst = index % 2 === 0;
    const first = await ask(isHiddenFirst ? hiddenPath : unknownPath);
    const second = await ask(isHiddenFirst ? unknownPath : hiddenPath);
    if (index < warmUp) continue;
    hiddenTimes.push(isHiddenFirst ? first : second);
    unknownTimes.push(isHiddenFirst ? second : first);
  }
  const p = rankSumP(hiddenTimes, unknownTimes).toFixed(3);
  console.log(`${what}: hidden ${median(hiddenTimes)} ms, unknown ${median(unknownTimes)} ms, p = ${p}`);
}

function median(times: readonly number[]): string {
  return ([...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN).toFixed(2);
}
