import { expect, test } from "vitest";
import { Pot } from "#app/http/pot.ts";

const from = (address: string, personId: string | null = null) => ({ address, personId });

test("one address takes its share and no more, and leaves the rest to the others", () => {
  const pot = new Pot({ total: 5, perAddress: 2, perPerson: 2 });

  const taken = [1, 2, 3, 4].map(() => pot.take(from("192.0.2.1")));
  expect(taken.map((one) => ("full" in one ? one.full : "taken"))).toEqual([
    "taken",
    "taken",
    "address",
    "address",
  ]);
  expect(pot.take(from("192.0.2.2"))).toHaveProperty("release");
});

test("one person takes their share from however many addresses", () => {
  const pot = new Pot({ total: 5, perAddress: 5, perPerson: 1 });

  expect(pot.take(from("192.0.2.1", "noe"))).toHaveProperty("release");
  expect(pot.take(from("192.0.2.2", "noe"))).toEqual({ full: "person" });
  expect(pot.take(from("192.0.2.2", "lea"))).toHaveProperty("release");
});

test("what is given back, once or twice, can be taken once again", () => {
  const pot = new Pot({ total: 2, perAddress: 1, perPerson: 1 });
  const first = pot.take(from("192.0.2.1", "noe"));
  pot.take(from("192.0.2.2"));
  expect(pot.take(from("192.0.2.3"))).toEqual({ full: "total" });

  if ("release" in first) first.release();
  if ("release" in first) first.release();

  expect(pot.take(from("192.0.2.1", "noe"))).toHaveProperty("release");
  expect(pot.take(from("192.0.2.3"))).toEqual({ full: "total" });
});
