import type { ConflictRule, Finding } from "./detect-conflicts.ts";

/** A finding as it is kept beside a conflict. */
export function evidenceOf({ rule, basis, matched }: Finding): Record<string, string> {
  return { rule, basis, ofJuror: matched.ofJuror, ofApplication: matched.ofApplication };
}

const rules = new Set<string>([
  "same_person",
  "similar_name",
  "same_organisation",
  "similar_organisation",
  "related_organisation",
  "past_affiliation",
  "shared_domain",
  "co_application",
] satisfies ConflictRule[]);

/** What was kept, as a finding without its pair; null for what a juror has declared. */
export function findingFrom(
  evidence: Readonly<Record<string, string>>,
): Pick<Finding, "rule" | "basis" | "matched"> | null {
  const { rule = "", basis, ofJuror = "", ofApplication = "" } = evidence;
  if (!isRule(rule)) return null;
  return { rule, basis: basis === "identifier" ? basis : "name", matched: { ofJuror, ofApplication } };
}

function isRule(text: string): text is ConflictRule {
  return rules.has(text);
}
