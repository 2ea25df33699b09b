import { environment, ownerUrl } from "#db/environment.ts";
import { migrate } from "#db/migrate.ts";

/** npm run migrate: brings the tables of an installation to this program's version, as their owner. */
try {
  await migrate(ownerUrl(environment()));
  console.log("the tables are those of this program");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
