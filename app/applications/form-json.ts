import type { Form } from "./form-schema.ts";

/** A form as a loader of ours has sent it to its page: as text, because what Remix makes of a type on its way is no
 * longer that type. It was checked before it was stored. */
export function formFromLoader(json: string): Form {
  return JSON.parse(json) as Form;
}
