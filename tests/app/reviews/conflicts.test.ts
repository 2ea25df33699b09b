import { describe, expect, test } from "vitest";
import { mayBeSameOrganisation, readOrganisation } from "#app/reviews/compare-organisations.ts";
import { mayBeSamePerson, readName } from "#app/reviews/compare-people.ts";
import { describeFinding } from "#app/reviews/describe-finding.ts";
import { detectConflicts } from "#app/reviews/detect-conflicts.ts";
import { sharedDomain, workDomain } from "#app/reviews/email-addresses.ts";
import {
  organisationSpellings,
  people,
  person,
  plantedCall,
  spellings,
} from "#tests/support/planted-conflicts.ts";

const now = new Date("2026-11-25T12:00:00Z");

type Pair = { one: string; other: string; isSame: boolean };
type Counts = { found: number; missed: string[]; wrong: string[] };

/** What a comparison finds, misses and wrongly joins. */
function judge(pairs: readonly Pair[], isFound: (one: string, other: string) => boolean): Counts {
  const counts: Counts = { found: 0, missed: [], wrong: [] };
  for (const { one, other, isSame } of pairs) {
    const found = isFound(one, other);
    if (isSame && found) counts.found += 1;
    if (isSame && !found) counts.missed.push(`${one} / ${other}`);
    if (!isSame && found) counts.wrong.push(`${one} / ${other}`);
  }
  return counts;
}

const recall = ({ found, missed }: Counts) => found / (found + missed.length);
const precision = ({ found, wrong }: Counts) => found / (found + wrong.length);

const personPairs = people.flatMap((name, index) => {
  const ways = Object.values(spellings).flatMap((spell) => spell(name) ?? []);
  const same = ways.map((other): Pair => ({ one: name, other, isSame: true }));
  const others = people.filter((_, place) => place !== index);
  return [...same, ...others.map((other): Pair => ({ one: name, other, isSame: false }))];
});

const organisationPairs = organisationSpellings.flatMap((own, index) => {
  const [first = "", ...ways] = own;
  const same = ways.map((other): Pair => ({ one: first, other, isSame: true }));
  const others = organisationSpellings.filter((_, place) => place !== index).flat();
  return [...same, ...others.map((other): Pair => ({ one: first, other, isSame: false }))];
});

describe("planted conflicts", () => {
  test("every one that an identifier shows is found, and nothing where there is none", () => {
    const { facts, planted } = plantedCall();

    const found = detectConflicts(facts, now).map(({ application, rule }) => `${application}: ${rule}`);

    expect(
      planted.map(([application, rule]) => `${application}: ${rule}`).filter((one) => !found.includes(one)),
    ).toEqual([]);
    expect(found.filter((one) => /long ago|webmail/.test(one))).toEqual([]);
  });

  test("at least 95 % of the ways in which a person's name is written are seen through", () => {
    const counts = judge(personPairs, (one, other) => mayBeSamePerson(readName(one), readName(other)));

    expect(recall(counts)).toBeGreaterThanOrEqual(0.95);
    expect(precision(counts)).toBeGreaterThanOrEqual(0.95);
  });

  test("at least 95 % of the ways in which an organisation's name is written are seen through", () => {
    const counts = judge(organisationPairs, (one, other) =>
      mayBeSameOrganisation(readOrganisation(one), readOrganisation(other)),
    );

    expect(recall(counts)).toBeGreaterThanOrEqual(0.95);
    expect(precision(counts)).toBeGreaterThanOrEqual(0.9);
  });
});

describe("comparisons", () => {
  const isOne = (one: string, other: string) => mayBeSamePerson(readName(one), readName(other));
  const isOneOrganisation = (one: string, other: string, acronyms: string[] = []) =>
    mayBeSameOrganisation(readOrganisation(one, acronyms), readOrganisation(other));

  test("a family name alone, or a given name alone, is not enough", () => {
    expect(isOne("Durand", "Marie Durand")).toBe(false);
    expect(isOne("Marie Durand", "Marie Dupont")).toBe(false);
    expect(isOne("M. Durand", "P. Durand")).toBe(false);
  });

  test("a declared acronym is found as a name and as a word in capitals", () => {
    const name = "Institut national de la santé imaginaire";

    expect(isOneOrganisation(name, "INSI U1234", ["INSI"])).toBe(true);
    expect(isOneOrganisation(name, "Insi", ["INSI"])).toBe(true);
    expect(isOneOrganisation("Centre du pas insipide", "Institut INSI")).toBe(false);
  });

  test("words that many share do not make an organisation", () => {
    expect(isOneOrganisation("Centre hospitalier universitaire", "CHU de Montreval")).toBe(false);
    expect(isOneOrganisation("Université Claire-Fontaine 2", "Université Claire-Fontaine 7")).toBe(false);
  });

  test("webmail and public endings say nothing about where somebody works", () => {
    expect([workDomain("a@gmail.com"), workDomain("a@yahoo.co.uk"), workDomain("nonsense")]).toEqual([
      null,
      null,
      null,
    ]);
    expect(sharedDomain("ac.uk", "port.ac.uk")).toBeNull();
    expect(sharedDomain("port.ac.uk", "med.port.ac.uk")).toBe("port.ac.uk");
    expect(sharedDomain("chu-brenod.fr", "autre-chu-brenod.fr")).toBeNull();
  });
});

describe("findings", () => {
  const { facts } = plantedCall();
  const findings = detectConflicts(facts, now);

  test("an unverified address of the juror does not make a common domain", () => {
    const [juror] = facts.jurors;
    if (juror === undefined) throw new Error("no juror");
    const unsure = { ...juror, emails: juror.emails.map(({ address }) => ({ address, isVerified: false })) };

    const found = detectConflicts({ ...facts, jurors: [unsure] }, now);

    expect(found.filter(({ rule }) => rule === "shared_domain")).toEqual([]);
  });

  test("a name that looks alike is a suspicion by name, with both spellings", () => {
    const named = { id: "named", people: [person({ name: "LEFEVRE Helene" })], organisations: [] };

    const found = detectConflicts({ ...facts, applications: [named] }, now);

    expect(found).toEqual([
      {
        juror: "person_juror",
        application: "named",
        rule: "similar_name",
        basis: "name",
        matched: { ofJuror: "Hélène Lefèvre", ofApplication: "LEFEVRE Helene" },
      },
    ]);
  });

  test("every finding is said in a sentence that holds what matched, in both languages", () => {
    for (const finding of findings) {
      const { en, fr } = describeFinding(finding);

      expect(en).toContain(finding.matched.ofApplication);
      expect(fr).toContain(finding.matched.ofApplication);
      expect(fr).not.toBe(en);
    }
  });
});
