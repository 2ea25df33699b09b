import { getTableColumns, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import * as schema from "#db/schema/all.ts";

/** Every form that people send, by the file and name of its schema. */
const modules = import.meta.glob<Record<string, unknown>>("../../../app/*/*forms.ts", { eager: true });
const forms = Object.entries(modules).flatMap(([file, exported]) =>
  Object.entries(exported).flatMap(([name, value]): [string, z.ZodType][] =>
    value instanceof z.ZodType ? [[`${file.split("/").slice(-2).join("/")}: ${name}`, value]] : [],
  ),
);

/** Every column of every table, as the database and as the code name it. */
const columns = Object.values(schema)
  .filter((table) => is(table, PgTable))
  .flatMap((table) => Object.entries(getTableColumns(table)).flatMap(([key, { name }]) => [key, name]));

/** The objects that a schema reads, through unions, pipes and what wraps them. */
function objectsIn(one: z.core.$ZodType): z.core.$ZodObject[] {
  if (one instanceof z.core.$ZodObject) return [one];
  if (one instanceof z.core.$ZodUnion) return one._zod.def.options.flatMap(objectsIn);
  if (one instanceof z.core.$ZodPipe) return objectsIn(one._zod.def.in);
  return [];
}

test("the forms and the columns are found", () => {
  expect(forms.length).toBeGreaterThan(25);
  expect(columns).toEqual(expect.arrayContaining(["isAdministrator", "is_administrator", "challengeId"]));
});

test("no form asks for what only the platform writes", () => {
  const asked = new Set(
    forms.flatMap(([, form]) => objectsIn(form).flatMap((one) => Object.keys(one._zod.def.shape))),
  );
  const own = [
    "isAdministrator",
    "emailConfirmedAt",
    "disabledAt",
    "passwordHash",
    "score",
    "rank",
    "isBaseline",
  ];

  expect(own.filter((column) => asked.has(column))).toEqual([]);
});

describe("a form takes none of the columns that it does not ask for", () => {
  test.each(forms.flatMap(([name, form]) => objectsIn(form).map((object) => [name, object] as const)))(
    "%s",
    (_name, object) => {
      const asked = Object.keys(object._zod.def.shape);
      const unasked = [...new Set(columns)].filter((column) => !asked.includes(column));
      const sent = Object.fromEntries(unasked.map((column) => [column, "true"]));
      // The fields that are asked for are made optional: what is left is what the form does with the rest.
      const lenient = new z.ZodObject({
        ...object._zod.def,
        shape: Object.fromEntries(asked.map((field) => [field, z.unknown().optional()])),
      });

      const read = lenient.safeParse(sent);

      expect(read.success ? Object.keys(read.data) : []).toEqual([]);
    },
  );
});
