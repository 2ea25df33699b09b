import type { Address } from "../address.ts";
import type { Database } from "../client.ts";
import type { Environment } from "../environment.ts";
import type { ProcessKind } from "../vocabulary.ts";

/** A process as its examinations see it: what it was told, and the connections that it will work with. */
export type Examined = {
  kind: ProcessKind;
  settings: Environment;
  address: Address;
  database: Database;
};
