import { text } from "drizzle-orm/pg-core";
import type { PersonId } from "../vocabulary.ts";
import { people } from "./accounts.ts";

/** Somebody who did something; nobody any more once their account is deleted. */
export const personReference = (name = "person_id") =>
  text(name)
    .$type<PersonId>()
    .references(() => people.id, { onDelete: "set null" });
