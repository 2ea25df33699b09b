import { fieldsOf, type Field, type Form } from "./form-schema.ts";
import { isEmpty, type Answers } from "./form-visibility.ts";

/** What another version of a form means for its fields, by id. */
export type FormChanges = {
  added: string[];
  removed: string[];
  /** Same id, another type: the old answer cannot be taken over. */
  retyped: string[];
  /** Same type, other rules or words. */
  changed: string[];
};

/** Compares two versions of a form. */
export function formChanges(before: Form, after: Form): FormChanges {
  const old = new Map(fieldsOf(before).map((field) => [field.id, field]));
  const fresh = new Map(fieldsOf(after).map((field) => [field.id, field]));
  const kept = [...fresh.values()].flatMap((field) => {
    const earlier = old.get(field.id);
    return earlier === undefined ? [] : [{ earlier, field }];
  });
  return {
    added: [...fresh.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !fresh.has(id)),
    retyped: kept.filter(({ earlier, field }) => earlier.type !== field.type).map(({ field }) => field.id),
    changed: kept.filter(({ earlier, field }) => isChanged(earlier, field)).map(({ field }) => field.id),
  };
}

function isChanged(earlier: Field, field: Field): boolean {
  return earlier.type === field.type && JSON.stringify(earlier) !== JSON.stringify(field);
}

/** What moving a draft to another version does to its answers. Nothing is deleted: an answer whose field is gone stays
 * with the draft, unseen, and comes back with its field. */
export type MigrationReport = {
  /** Fields with an answer that the new version does not show. */
  setAside: string[];
  /** Fields whose answer must be given again, since they ask for something else now. */
  toAnswerAgain: string[];
  /** Fields that were not there before. */
  added: string[];
};

export function migrationReport(before: Form, after: Form, answers: Answers): MigrationReport {
  const changes = formChanges(before, after);
  const isAnswered = (id: string) => !isEmpty(answers[id]);
  return {
    setAside: changes.removed.filter(isAnswered),
    toAnswerAgain: changes.retyped.filter(isAnswered),
    added: changes.added,
  };
}
