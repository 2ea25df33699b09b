import {
  mayBeSameOrganisation,
  readOrganisation,
  sharedIdentifier,
  type Organisation,
  type ReadOrganisation,
} from "./compare-organisations.ts";
import { mayBeSamePerson, readName, type ReadName } from "./compare-people.ts";
import { canonicalAddress, sharedDomain, workDomain } from "./email-addresses.ts";

/** A person as the call knows one. `id` is null for somebody who is only named in an application. */
export type KnownPerson = {
  id: string | null;
  names: readonly string[];
  emails: readonly { address: string; isVerified: boolean }[];
  orcid: string | null;
  affiliations: readonly { organisation: string; until: Date | null }[];
};

export type Juror = KnownPerson & { id: string };
export type CallApplication = {
  id: string;
  people: readonly KnownPerson[];
  organisations: readonly string[];
};
export type CallFacts = {
  jurors: readonly Juror[];
  applications: readonly CallApplication[];
  organisations: readonly Organisation[];
};

export type ConflictRule =
  | "same_person"
  | "similar_name"
  | "same_organisation"
  | "similar_organisation"
  | "related_organisation"
  | "past_affiliation"
  | "shared_domain"
  | "co_application";

/** Why a juror may be in conflict with an application. `identifier`: two numbers or addresses are the same; `name`: two
 * texts look alike, which a person has to judge. What matched is kept as it was written. */
export type Finding = {
  juror: string;
  application: string;
  rule: ConflictRule;
  basis: "identifier" | "name";
  matched: { ofJuror: string; ofApplication: string };
};

/** How long a past affiliation still counts. */
export const yearsThatCount = 5;

type Context = {
  facts: CallFacts;
  now: Date;
  organisations: Map<string, { organisation: Organisation; read: ReadOrganisation[] }>;
  ancestors: Map<string, ReadonlySet<string>>;
  names: Map<KnownPerson, ReadName[]>;
};

/** Finds what may put jurors in conflict with applications of a call: being one of its people, under whatever address or
 * spelling; a common organisation, by number, name, acronym or parent, now or in the last five years; a common work
 * domain; another application together. Every reason is given, not only the first. Suspicions, for a person to judge. */
export function detectConflicts(facts: CallFacts, now: Date): Finding[] {
  const context = readFacts(facts, now);
  return facts.jurors.flatMap((juror) => {
    const colleagues = coApplicants(context, juror);
    return facts.applications.flatMap((application) => [
      ...byPerson(context, juror, application),
      ...byOrganisation(context, juror, application),
      ...byDomain(juror, application),
      ...byCoApplication(context, { juror, application, colleagues }),
    ]);
  });
}

function readFacts(facts: CallFacts, now: Date): Context {
  const organisations = new Map(
    facts.organisations.map((organisation) => [
      organisation.id,
      { organisation, read: organisation.names.map((name) => readOrganisation(name, organisation.acronyms)) },
    ]),
  );
  const everybody = [...facts.jurors, ...facts.applications.flatMap(({ people }) => people)];
  const names = new Map(everybody.map((person) => [person, person.names.map(readName)]));
  const ancestors = new Map(facts.organisations.map(({ id }) => [id, ancestorsOf(id, organisations)]));
  return { facts, now, organisations, ancestors, names };
}

/** The organisation and all that it belongs to, however far up. */
function ancestorsOf(id: string, organisations: Context["organisations"]): Set<string> {
  const found = new Set([id]);
  for (const one of found)
    organisations.get(one)?.organisation.parents.forEach((parent) => found.add(parent));
  return found;
}

function byPerson(context: Context, juror: Juror, application: CallApplication): Finding[] {
  return application.people.flatMap((person): Finding[] => {
    const same = samePerson(context, juror, person);
    if (same === null) return [];
    const rule = same.basis === "identifier" ? "same_person" : "similar_name";
    return [{ juror: juror.id, application: application.id, rule, ...same }];
  });
}

type Sameness = Pick<Finding, "basis" | "matched">;

/** What shows that two are one person: the same account, address or ORCID, or names that may be the same. */
function samePerson(context: Context, one: KnownPerson, other: KnownPerson): Sameness | null {
  const matched = { ofJuror: one.names[0] ?? "", ofApplication: other.names[0] ?? "" };
  if (one.id !== null && one.id === other.id) return { basis: "identifier", matched };
  if (one.orcid !== null && one.orcid === other.orcid)
    return { basis: "identifier", matched: { ofJuror: one.orcid, ofApplication: one.orcid } };
  const address = sharedAddress(one, other);
  if (address !== null) return { basis: "identifier", matched: address };
  const [names, others] = [context.names.get(one) ?? [], context.names.get(other) ?? []];
  const isAlike = names.some((name) => others.some((also) => mayBeSamePerson(name, also)));
  return isAlike ? { basis: "name", matched } : null;
}

function sharedAddress(one: KnownPerson, other: KnownPerson): Sameness["matched"] | null {
  const addresses = new Map(one.emails.map(({ address }) => [canonicalAddress(address), address]));
  for (const { address } of other.emails) {
    const ofJuror = addresses.get(canonicalAddress(address));
    if (ofJuror !== undefined) return { ofJuror, ofApplication: address };
  }
  return null;
}

function byOrganisation(context: Context, juror: Juror, application: CallApplication): Finding[] {
  const ofPeople = application.people.flatMap(({ affiliations }) =>
    affiliations
      .filter(({ until }) => until === null || until > context.now)
      .map(({ organisation }) => organisation),
  );
  const involved = [...new Set([...application.organisations, ...ofPeople])];
  return juror.affiliations.flatMap(({ organisation, until }) => {
    const isPast = until !== null && until <= context.now;
    if (isPast && until <= yearsBefore(context.now, yearsThatCount)) return [];
    return involved.flatMap((other): Finding[] => {
      const related = relatedOrganisations(context, organisation, other);
      if (related === null) return [];
      const rule = isPast ? "past_affiliation" : related.rule;
      const matched = { ofJuror: nameOf(context, organisation), ofApplication: nameOf(context, other) };
      return [{ juror: juror.id, application: application.id, rule, basis: related.basis, matched }];
    });
  });
}

function yearsBefore(now: Date, years: number): Date {
  const before = new Date(now);
  before.setUTCFullYear(before.getUTCFullYear() - years);
  return before;
}

function relatedOrganisations(
  { organisations, ancestors }: Context,
  one: string,
  other: string,
): Pick<Finding, "rule" | "basis"> | null {
  if (one === other) return { rule: "same_organisation", basis: "identifier" };
  const [first, second] = [organisations.get(one), organisations.get(other)];
  if (first === undefined || second === undefined) return null;
  if (sharedIdentifier(first.organisation, second.organisation) !== null)
    return { rule: "same_organisation", basis: "identifier" };
  const [above, alsoAbove] = [
    ancestors.get(one) ?? new Set<string>(),
    ancestors.get(other) ?? new Set<string>(),
  ];
  if ([...above].some((id) => alsoAbove.has(id)))
    return { rule: "related_organisation", basis: "identifier" };
  const isAlike = first.read.some((name) => second.read.some((also) => mayBeSameOrganisation(name, also)));
  if (isAlike) return { rule: "similar_organisation", basis: "name" };
  const isAlikeAbove = [...above].some((id) =>
    [...alsoAbove].some((also) =>
      organisations
        .get(id)
        ?.read.some((name) =>
          organisations.get(also)?.read.some((alsoName) => mayBeSameOrganisation(name, alsoName)),
        ),
    ),
  );
  return isAlikeAbove ? { rule: "related_organisation", basis: "name" } : null;
}

function nameOf({ organisations }: Context, id: string): string {
  return organisations.get(id)?.organisation.names[0] ?? id;
}

/** Only a juror's verified addresses count; what applicants say of themselves is taken at its word, but marked. */
function byDomain(juror: Juror, application: CallApplication): Finding[] {
  const findings = new Map<string, Finding>();
  const own = juror.emails.filter(({ isVerified }) => isVerified);
  for (const { address } of own) {
    const domain = workDomain(address);
    if (domain === null) continue;
    for (const other of application.people.flatMap(({ emails }) => emails)) {
      const otherDomain = workDomain(other.address);
      const shared = otherDomain === null ? null : sharedDomain(domain, otherDomain);
      if (shared === null || findings.has(shared)) continue;
      const basis = other.isVerified ? "identifier" : "name";
      const matched = { ofJuror: domain, ofApplication: otherDomain ?? "" };
      findings.set(shared, {
        juror: juror.id,
        application: application.id,
        rule: "shared_domain",
        basis,
        matched,
      });
    }
  }
  return [...findings.values()];
}

type Colleague = { person: KnownPerson; application: string; basis: Finding["basis"] };

/** With whom the juror signs an application of this call, past calls included when their applications are given. */
function coApplicants(context: Context, juror: Juror): Colleague[] {
  return context.facts.applications.flatMap(({ id, people }) => {
    const own = people.map((person) => ({ person, same: samePerson(context, juror, person) }));
    const self = own.find(({ same }) => same !== null);
    if (self?.same == null) return [];
    const { basis } = self.same;
    return own.filter(({ same }) => same === null).map(({ person }) => ({ person, application: id, basis }));
  });
}

function byCoApplication(
  context: Context,
  of: { juror: Juror; application: CallApplication; colleagues: readonly Colleague[] },
): Finding[] {
  const { juror, application, colleagues } = of;
  const others = colleagues.filter((colleague) => colleague.application !== application.id);
  return application.people.flatMap((person) =>
    others.flatMap((colleague): Finding[] => {
      const same = samePerson(context, colleague.person, person);
      if (same === null) return [];
      const basis = colleague.basis === "name" || same.basis === "name" ? "name" : "identifier";
      const matched = { ofJuror: colleague.person.names[0] ?? "", ofApplication: person.names[0] ?? "" };
      return [{ juror: juror.id, application: application.id, rule: "co_application", basis, matched }];
    }),
  );
}
