import { refuse } from "#app/accounts/refusal.ts";

/** The fields of a posted form.
 * @throws Refused `invalid_input` when the body is not a form */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    return refuse("invalid_input");
  }
}

/** A posted JSON document, to be parsed by a schema.
 * @throws Refused `invalid_input` when the body is not JSON */
export async function readJson(request: Request): Promise<unknown> {
  try {
    const body: unknown = await request.json();
    return body;
  } catch {
    return refuse("invalid_input");
  }
}
