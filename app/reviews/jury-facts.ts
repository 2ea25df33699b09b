import { isBlank } from "#app/i18n/written-text.ts";
import { fold } from "./normalise-name.ts";
import type { CallApplication, CallFacts } from "./detect-conflicts.ts";
import type { Organisation } from "./compare-organisations.ts";
import type { SweepSource } from "./conflict-sweep.ts";

/** What the database knows, as plain rows. */
export type JuryRows = {
  judges: readonly {
    personId: string;
    displayName: string;
    otherName: string;
    email: string;
    emailConfirmedAt: Date | null;
    affiliation: string | null;
    organisationName: string | null;
  }[];
  partners: readonly {
    applicationId: string;
    kind: "organisation" | "person";
    name: string;
    organisationName: string | null;
    email: string | null;
  }[];
  writers: readonly {
    applicationId: string;
    personId: string;
    displayName: string;
    email: string;
    emailConfirmedAt: Date | null;
    affiliation: string | null;
  }[];
  organisations: readonly {
    id: string;
    name: string;
    otherNames: readonly string[];
    acronyms: readonly string[];
    parentId: string | null;
  }[];
};

type Directory = ReturnType<typeof directoryOf>;

/** Puts rows together as the detection of conflicts wants them. Organisations that no register knows are known by the
 * name that people wrote. */
export function factsOf(rows: JuryRows): CallFacts {
  const directory = directoryOf(rows);
  const applications = [...new Set([...rows.partners, ...rows.writers].map((row) => row.applicationId))];
  return {
    organisations: directory.organisations,
    jurors: rows.judges.map((judge) => ({
      id: judge.personId,
      names: [...new Set([judge.displayName, judge.otherName])],
      emails: [{ address: judge.email, isVerified: judge.emailConfirmedAt !== null }],
      orcid: null,
      affiliations: affiliationsOf(directory, [judge.organisationName, judge.affiliation]),
    })),
    applications: applications.map((id) => applicationOf(rows, directory, id)),
  };
}

function affiliationsOf({ idOf }: Directory, names: readonly (string | null)[]) {
  const written = names.flatMap((name) => (name === null || isBlank(name) ? [] : idOf(name)));
  return [...new Set(written)].map((organisation) => ({ organisation, until: null }));
}

function applicationOf(rows: JuryRows, directory: Directory, id: string): CallApplication {
  const named = rows.partners.filter((row) => row.applicationId === id);
  const writers = rows.writers
    .filter((row) => row.applicationId === id)
    .map((writer) => ({
      id: writer.personId,
      names: [writer.displayName],
      emails: [{ address: writer.email, isVerified: writer.emailConfirmedAt !== null }],
      orcid: null,
      affiliations: affiliationsOf(directory, [writer.affiliation]),
    }));
  const partners = named
    .filter(({ kind }) => kind === "person")
    .map((partner) => ({
      id: null,
      names: [partner.name],
      emails: partner.email === null ? [] : [{ address: partner.email, isVerified: false }],
      orcid: null,
      affiliations: affiliationsOf(directory, [partner.organisationName]),
    }));
  const organisations = named
    .filter(({ kind }) => kind === "organisation")
    .map(({ name }) => directory.idOf(name));
  return { id, people: [...writers, ...partners], organisations: [...new Set(organisations)] };
}

function directoryOf({ judges, partners, writers, organisations }: JuryRows) {
  const ids = new Map<string, string>();
  for (const { id, name, otherNames, acronyms } of organisations)
    for (const spelling of [name, ...otherNames, ...acronyms]) ids.set(fold(spelling), id);
  const known: Organisation[] = organisations.map(({ id, name, otherNames, acronyms, parentId }) => ({
    id,
    names: [name, ...otherNames],
    acronyms,
    identifiers: [],
    parents: parentId === null ? [] : [parentId],
  }));
  const written = [
    ...judges.flatMap(({ affiliation, organisationName }) => [affiliation, organisationName]),
    ...writers.map(({ affiliation }) => affiliation),
    ...partners.map(({ kind, name, organisationName }) =>
      kind === "organisation" ? name : organisationName,
    ),
  ];
  for (const name of written) {
    const key = fold(name ?? "");
    if (name === null || key === "" || ids.has(key)) continue;
    const id = `written:${key}`;
    ids.set(key, id);
    known.push({ id, names: [name], acronyms: [], identifiers: [], parents: [] });
  }
  return { organisations: known, idOf: (name: string) => ids.get(fold(name)) ?? `written:${fold(name)}` };
}

/** What applications bring to the list of names. */
export function sweepSourcesOf(partners: JuryRows["partners"]): SweepSource[] {
  const sources = new Map<string, { application: string; organisations: string[]; people: string[] }>();
  for (const { applicationId, kind, name, organisationName } of partners) {
    const source = sources.get(applicationId) ?? {
      application: applicationId,
      organisations: [],
      people: [],
    };
    sources.set(applicationId, source);
    if (kind === "person") source.people.push(name);
    const organisation = kind === "organisation" ? name : organisationName;
    if (organisation !== null && !isBlank(organisation)) source.organisations.push(organisation);
  }
  return [...sources.values()];
}
