import type { z } from "zod";
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

/** The fields of a posted form, read by a schema.
 * @throws Refused `invalid_input`, with the first wrong field */
export async function readFields<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(Object.fromEntries(await readForm(request)));
  if (parsed.success) return parsed.data;
  return refuse("invalid_input", { field: String(parsed.error.issues[0]?.path[0] ?? "") });
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
