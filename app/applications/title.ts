import { withoutBlankEdges } from "#app/i18n/written-text.ts";
import type { Form } from "./form-schema.ts";
import type { Answers } from "./form-visibility.ts";

/** What an application is called in lists and letters; empty before its title is written. */
export function titleIn(form: Form, answers: Answers): string {
  const title = answers[form.titleField];
  return typeof title === "string" ? withoutBlankEdges(title) : "";
}
