import { expect, test } from "vitest";
import { endpoints } from "#app/api/endpoints.server.ts";
import routes from "#app/routes.ts";
import { objectMatrix, withoutObjects } from "./object-matrix.ts";
import { addressesOf } from "./route-addresses.ts";

test("every route and every endpoint asks for an object in some line, or is said to name none", () => {
  const known = [...addressesOf(routes), ...endpoints.map(({ path }) => `/api/v1${path}`)];
  const inTable = [...objectMatrix.map(({ route }) => route), ...withoutObjects];

  expect([...new Set(inTable)].sort()).toEqual([...new Set(known)].sort());
});

test("every endpoint that takes a change has a line that sends one", () => {
  const changing = endpoints.filter(({ method, path }) => method === "POST" && path !== "/tokens");
  const posted = new Set(objectMatrix.filter(({ method }) => method === "POST").map(({ route }) => route));

  expect(changing.map(({ path }) => `/api/v1${path}`).filter((route) => !posted.has(route))).toEqual([]);
});
