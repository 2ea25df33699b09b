import { databaseVersion, programVersion } from "../schema-version.ts";
import type { Examined } from "./examined.ts";
import { ok, wrong, type Finding } from "./finding.ts";

/** Whether the tables are those that this program was written for. */
export async function examineSchema({ database }: Pick<Examined, "database">): Promise<Finding> {
  const version = await databaseVersion(database.sql);
  if (version === null || version < programVersion())
    return wrong("The tables are older than this program: run `npm run migrate` as their owner.");
  if (version > programVersion())
    return wrong(
      "The tables are newer than this program: start the version of Palmarès that has migrated them.",
    );
  return ok("the tables are those of this program");
}
