import { isBlank, withoutBlankEdges } from "#app/i18n/written-text.ts";
import { faultsOf, filledRows, type AnswerFault, type DocumentFacts } from "./form-check.ts";
import type { Field, Form, Section } from "./form-schema.ts";
import { isEmpty, visibleSections, type Answers } from "./form-visibility.ts";

/** A field that stands between a draft and its submission. */
export type OpenPoint = {
  field: Field;
  section: Section;
  fault: AnswerFault;
};

/** Everything that is to be mended or filled in: what is wrong first, then what is missing, each in the form's order;
 * one point per field. */
export function openPoints(form: Form, answers: Answers, documents: DocumentFacts): OpenPoint[] {
  const points = visibleSections(form, answers).flatMap((section) =>
    section.fields.flatMap((field) => {
      const [fault] = faultsOf(field, answers[field.id], documents);
      return fault === undefined ? [] : [{ field, section, fault }];
    }),
  );
  const isMissing = (point: OpenPoint) => point.fault.code === "missing" && point.fault.row === undefined;
  return [...points.filter((point) => !isMissing(point)), ...points.filter(isMissing)];
}

/** How far a section is. */
export type SectionProgress = "untouched" | "begun" | "complete" | "faulty";

export function progressOf(section: Section, answers: Answers, documents: DocumentFacts): SectionProgress {
  const faults = section.fields.flatMap((field) => faultsOf(field, answers[field.id], documents));
  if (faults.length === 0) return "complete";
  if (faults.some((fault) => fault.code !== "missing")) return "faulty";
  return section.fields.some((field) => !isEmpty(answers[field.id])) ? "begun" : "untouched";
}

/** The answers that a submission takes: of visible fields, without empty ones and empty rows. */
export function answersToSubmit(form: Form, answers: Answers): Record<string, unknown> {
  const fields = visibleSections(form, answers).flatMap(({ fields: shown }) => shown);
  const taken = fields
    .filter((field) => !isEmpty(answers[field.id]))
    .map((field) => [field.id, field.type === "table" ? filledRows(answers[field.id]) : answers[field.id]]);
  return Object.fromEntries(taken);
}

/** What counts after a request for complements: the snapshot, with the fields that were asked for taken anew. */
export function completed(snapshot: Answers, draft: Answers, asked: readonly string[]): Answers {
  return { ...snapshot, ...Object.fromEntries(asked.map((id) => [id, draft[id]])) };
}

/** A name that an application carries. */
export type NamedPartner = {
  kind: "organisation" | "person";
  name: string;
  organisationName: string | null;
  email: string | null;
};

/** Organisations and people that answers name, in the form's order: alone, or in the rows of a table. */
export function partnersIn(form: Form, answers: Answers): NamedPartner[] {
  return form.sections.flatMap(({ fields }) =>
    fields.flatMap((field) =>
      field.type === "table"
        ? filledRows(answers[field.id]).flatMap((row) => namesIn(field.columns, row))
        : namesIn([field], answers),
    ),
  );
}

function namesIn(fields: readonly Field[], answers: Answers): NamedPartner[] {
  const textOf = (field: Field | undefined) => {
    const value = field === undefined ? undefined : answers[field.id];
    return typeof value === "string" && !isBlank(value) ? withoutBlankEdges(value) : null;
  };
  const organisationName = textOf(fields.find(({ type }) => type === "organisation"));
  const email = textOf(fields.find(({ type }) => type === "email"));
  const named = fields.filter((field) => field.type === "short_text" && field.names === "person");
  const people = named.flatMap((field) => {
    const name = textOf(field);
    return name === null ? [] : [{ kind: "person" as const, name, organisationName, email }];
  });
  const organisation = {
    kind: "organisation" as const,
    name: organisationName ?? "",
    organisationName,
    email: null,
  };
  return organisationName === null ? people : [organisation, ...people];
}
