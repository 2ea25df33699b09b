import { z } from "zod";
import { S3Error } from "./errors.ts";

export type Action = "get" | "put" | "list" | "delete";

/** Access keys and what each may do; nothing else is allowed. */
export const keysSchema = z.array(
  z.object({
    accessKeyId: z.string().min(1),
    secretAccessKey: z.string().min(16),
    rights: z.array(
      z.object({
        bucket: z.string(),
        prefix: z.string().default(""),
        actions: z.array(z.enum(["get", "put", "list", "delete"])),
      }),
    ),
  }),
);
export type AccessKeys = z.infer<typeof keysSchema>;

/** Refuses what a key may not do.
 * @throws S3Error 403 */
export function requireRight(
  keys: AccessKeys,
  accessKeyId: string,
  action: Action,
  { bucket, key }: { bucket: string; key: string },
): void {
  const rights = keys.find((candidate) => candidate.accessKeyId === accessKeyId)?.rights ?? [];
  const isAllowed = rights.some(
    (right) => right.bucket === bucket && key.startsWith(right.prefix) && right.actions.includes(action),
  );
  if (!isAllowed) throw new S3Error(403, "AccessDenied", "This key may not do that.");
}
