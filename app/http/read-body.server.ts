import type { z } from "zod";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { bodyLimits, type BodyLimit } from "#app/limits.ts";
import { isBounded } from "./bounded-json.ts";
import { chunksOf } from "./received-file.server.ts";

/** The fields of a form that a signed-in person has posted. Nothing of it is read for anybody else.
 * @throws Refused `sign_in_required`; `invalid_input` when the body is not a form, `body_too_large` */
export async function readForm(
  actor: Actor,
  request: Request,
  limit: BodyLimit = bodyLimits.usual,
): Promise<FormData> {
  requirePerson(actor);
  return formIn(request, limit);
}

/** The fields of a posted form, read by a schema.
 * @throws Refused those of `readForm`; `invalid_input` with the first wrong field */
export async function readFields<Schema extends z.ZodType>(
  actor: Actor,
  request: Request,
  schema: Schema,
  limit: BodyLimit = bodyLimits.usual,
): Promise<z.output<Schema>> {
  return parsed(schema, Object.fromEntries(await readForm(actor, request, limit)));
}

/** The same for the few forms that anybody may post.
 * @throws Refused `invalid_input`, `body_too_large` */
export async function readFieldsOfAnybody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  return parsed(schema, Object.fromEntries(await formIn(request, bodyLimits.visitor)));
}

/** A JSON document that a signed-in person has posted, read by a schema.
 * @throws Refused `sign_in_required`; `invalid_input` when it is not JSON, too deep or not as the schema says;
 *   `body_too_large` */
export async function readJson<Schema extends z.ZodType>(
  actor: Actor,
  request: Request,
  schema: Schema,
  limit: BodyLimit = bodyLimits.message,
): Promise<z.output<Schema>> {
  requirePerson(actor);
  return parsed(schema, await jsonIn(request, limit));
}

/** The same for what anybody may post.
 * @throws Refused `invalid_input`, `body_too_large` */
export async function readJsonOfAnybody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  return parsed(schema, await jsonIn(request, bodyLimits.visitor));
}

function parsed<Schema extends z.ZodType>(schema: Schema, sent: unknown): z.output<Schema> {
  const result = schema.safeParse(sent);
  if (result.success) return result.data;
  const [field] = result.error.issues[0]?.path ?? [];
  return refuse("invalid_input", field === undefined ? undefined : { field: String(field) });
}

/** No form of the site carries files: what is not percent-encoded is none of ours. */
async function formIn(request: Request, limit: BodyLimit): Promise<FormData> {
  if (!isOfType(request, "application/x-www-form-urlencoded")) return refuse("invalid_input");
  const body = await wholeBody(request, limit.bytes);
  const separators = body.filter((byte) => byte === 0x26).byteLength;
  if (separators >= limit.fields) return refuse("invalid_input");
  const form = new FormData();
  for (const [name, value] of new URLSearchParams(body.toString("utf8"))) form.append(name, value);
  return form;
}

async function jsonIn(request: Request, limit: BodyLimit): Promise<unknown> {
  const text = (await wholeBody(request, limit.bytes)).toString("utf8");
  if (!isBounded(text, limit.fields)) return refuse("invalid_input");
  try {
    const document: unknown = JSON.parse(text);
    return document;
  } catch {
    return refuse("invalid_input");
  }
}

function isOfType(request: Request, type: string): boolean {
  return (request.headers.get("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() === type;
}

/** What a request carries, once it has all arrived: whoever sends without end must not fill the memory.
 * @throws Refused `body_too_large` as soon as the limit is passed */
async function wholeBody(request: Request, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => refuse("body_too_large", { maxBytes });
  if (Number(request.headers.get("Content-Length")) > maxBytes) tooLarge();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body === null ? [] : chunksOf(request.body)) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
