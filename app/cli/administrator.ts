import { z } from "zod";
import { makeAdministrator } from "#app/accounts/make-administrator.server.ts";
import { pageAddress } from "#db/environment.ts";
import { connectInstallation } from "./supervisor/installation.ts";

/** npm run administrator -- name@institution.fr: the first administrator of an installation. */
const email = z.email().safeParse(process.argv[2]);
if (!email.success) {
  console.error("Usage: npm run administrator -- name@institution.fr");
  process.exit(2);
}
const { database, files } = await connectInstallation();
const key = await makeAdministrator(email.data, "fr");
await database.close();
files.close();
console.log(`${email.data} is an administrator of the platform.`);
if (key !== null)
  console.log(`Choose the password within an hour: ${pageAddress("fr", `new-password?key=${key}`)}`);
