import { parseArgs } from "node:util";
import { environment } from "#db/environment.ts";
import { examineDatabase } from "./doctor/database.ts";
import type { Line } from "./doctor/line.ts";
import { examineMail } from "./doctor/mail.ts";
import { examineSite } from "./doctor/site.ts";
import { examineStore } from "./doctor/store.ts";
import { installationSettings } from "./supervisor/installation.ts";

/** npm run doctor: examines a whole installation, which must be running, and says of each thing what to do. Exit code 1 when
 * something is wrong. Sets the rule by which browsers may upload where it is missing and a key may; changes nothing else. */
const { values } = parseArgs({ options: { mail: { type: "string" } } });
const settings = await installationSettings(environment());
const isEmbedded = environment().DATABASE_URL === undefined && settings.DATABASE_URL !== undefined;
const lines: Line[] = [
  ...(await examineDatabase(settings, isEmbedded)),
  ...(await examineStore(settings)),
  ...(await examineSite(settings)),
  ...(await examineMail(settings, values.mail ?? null)),
];
for (const { level, about, sentence } of lines) console.log(`${level.padEnd(7)}  ${about}: ${sentence}`);
const faults = lines.filter(({ level }) => level === "wrong").length;
console.log(faults === 0 ? "\nall is well" : `\n${String(faults)} to put right`);
process.exitCode = faults === 0 ? 0 : 1;
