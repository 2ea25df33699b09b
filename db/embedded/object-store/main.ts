import { z } from "zod";
import { stopWhenAsked } from "../../lifecycle.ts";
import { keysSchema } from "./rights.ts";
import { startObjectStore } from "./server.ts";

/** The embedded object store as a process of its own. Says `ready <port>` when it listens. */

const list = z.string().transform((text) => text.split(",").filter((part) => part !== ""));

const settings = z
  .object({
    OBJECT_STORE_DIR: z.string().min(1),
    OBJECT_STORE_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
    OBJECT_STORE_HOST: z.string().default("127.0.0.1"),
    OBJECT_STORE_BUCKETS: list,
    OBJECT_STORE_ORIGINS: list.default([]),
    OBJECT_STORE_KEYS: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(keysSchema),
  })
  .parse(process.env);

const store = await startObjectStore({
  folder: settings.OBJECT_STORE_DIR,
  port: settings.OBJECT_STORE_PORT,
  host: settings.OBJECT_STORE_HOST,
  buckets: settings.OBJECT_STORE_BUCKETS,
  origins: settings.OBJECT_STORE_ORIGINS,
  keys: settings.OBJECT_STORE_KEYS,
});
stopWhenAsked(() => store.stop());
// Whoever hears it may ask to stop at once.
console.log(`ready ${String(store.port)}`);
