import type { z } from "zod";
import { refuse } from "#app/accounts/refusal.ts";
import { chunksOf } from "./received-file.server.ts";

/** Files go other ways: the longest form, two long texts percent-encoded, is well below. */
const bodyAtMostBytes = 4 * 2 ** 20;

/** The fields of a posted form.
 * @throws Refused `invalid_input` when the body is not a form, `body_too_large` */
export async function readForm(request: Request): Promise<FormData> {
  const body = await wholeBody(request);
  try {
    return await body.formData();
  } catch {
    return refuse("invalid_input");
  }
}

/** The fields of a posted form, read by a schema.
 * @throws Refused `invalid_input`, with the first wrong field; `body_too_large` */
export async function readFields<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(Object.fromEntries(await readForm(request)));
  if (parsed.success) return parsed.data;
  return refuse("invalid_input", { field: String(parsed.error.issues[0]?.path[0] ?? "") });
}

/** A posted JSON document, to be parsed by a schema.
 * @throws Refused `invalid_input` when the body is not JSON, `body_too_large` */
export async function readJson(request: Request): Promise<unknown> {
  const body = await wholeBody(request);
  try {
    const document: unknown = await body.json();
    return document;
  } catch {
    return refuse("invalid_input");
  }
}

/** What a request carries, once it has all arrived: whoever sends without end must not fill the memory.
 * @throws Refused `body_too_large` as soon as the limit is passed */
async function wholeBody(request: Request): Promise<Response> {
  const tooLarge = () => refuse("body_too_large", { maxBytes: bodyAtMostBytes });
  if (Number(request.headers.get("Content-Length")) > bodyAtMostBytes) tooLarge();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body === null ? [] : chunksOf(request.body)) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > bodyAtMostBytes) tooLarge();
    chunks.push(chunk);
  }
  const contentType = request.headers.get("Content-Type") ?? "";
  return new Response(Buffer.concat(chunks), { headers: { "Content-Type": contentType } });
}
