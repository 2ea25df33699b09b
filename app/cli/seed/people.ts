import { eq, sql } from "drizzle-orm";
import type { Person } from "#app/accounts/actor.ts";
import { hashPassword } from "#app/accounts/password.server.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { db, inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { people } from "#db/schema/accounts.ts";

/** The accounts that a newcomer may use. */
export const demonstrationAccounts = {
  competitor: {
    email: "competitor@demo.local",
    displayName: "Inès Vauquelin",
    affiliation: "Univ. de Brévannes",
  },
  applicant: {
    email: "applicant@demo.local",
    displayName: "Armand Tessereau",
    affiliation: "CHU de Valmont",
  },
  juror: {
    email: "juror@demo.local",
    displayName: "Dr Hélène Marchand-Sorel",
    affiliation: "Institut Ardant",
  },
  organiser: {
    email: "organiser@demo.local",
    displayName: "Paul Guillerey",
    affiliation: "Centre Albert-Lorme",
  },
  chair: { email: "chair@demo.local", displayName: "Solène Vauthier", affiliation: null },
  authority: { email: "authority@demo.local", displayName: "Anne-Laure Cervier", affiliation: null },
  admin: { email: "admin@demo.local", displayName: "Administration", affiliation: null },
} as const;

const demonstrationPassword = "demo-palmares";

export type DemonstrationPeople = Record<keyof typeof demonstrationAccounts, Person>;

/** Creates the demonstration accounts where they are missing, confirmed and with their known password. */
export async function ensureAccounts(): Promise<DemonstrationPeople> {
  const passwordHash = await hashPassword(demonstrationPassword);
  const ensure = async (name: keyof typeof demonstrationAccounts) =>
    ensurePerson({ ...demonstrationAccounts[name], passwordHash, isAdministrator: name === "admin" });
  return {
    competitor: await ensure("competitor"),
    applicant: await ensure("applicant"),
    juror: await ensure("juror"),
    organiser: await ensure("organiser"),
    chair: await ensure("chair"),
    authority: await ensure("authority"),
    admin: await ensure("admin"),
  };
}

/** An invented person who cannot sign in. Whoever judges has an address of the own organisation's domain. */
export async function ensureInventedPerson(
  displayName: string,
  affiliation: string | null,
  domain = "invented.invalid",
): Promise<Person> {
  return ensurePerson({
    email: inventedAddress(displayName, domain),
    displayName,
    affiliation,
    passwordHash: null,
    isAdministrator: false,
  });
}

export function inventedAddress(displayName: string, domain: string): string {
  const local = displayName
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-zA-Z]+/g, ".")
    .toLowerCase();
  return `${local}@${domain}`;
}

type NewPerson = {
  email: string;
  displayName: string;
  affiliation: string | null;
  passwordHash: string | null;
  isAdministrator: boolean;
};

/** People who are there, or about to be: several parts of the world know the same ones. */
const ensured = new Map<string, Promise<Person>>();

async function ensurePerson(person: NewPerson): Promise<Person> {
  const known = ensured.get(person.email) ?? createMissing(person);
  ensured.set(person.email, known);
  return known;
}

async function createMissing(person: NewPerson): Promise<Person> {
  const found = await db()
    .select()
    .from(people)
    .where(eq(sql`lower(${people.email})`, person.email));
  const id = found[0]?.id ?? newId("person");
  if (found.length === 0) {
    await inTransaction(async (tx) => {
      await tx.insert(people).values({ id, ...person, locale: "fr", emailConfirmedAt: new Date() });
      await appendAuditEvent(tx, { actor: "installation", verb: "create_account", subject: id });
    });
  }
  const { displayName, isAdministrator } = person;
  return {
    kind: "person",
    id,
    displayName,
    locale: "fr",
    emailConfirmed: true,
    isAdministrator,
    scopes: null,
  };
}
