import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, expect, test } from "vitest";
import { Container } from "#scoring/contained/container.ts";
import { TooCostly } from "#scoring/contained/too-costly.ts";
import { runningProcesses, until } from "#tests/support/installation.ts";

const container = new Container({ program: "tests/support/contained-program", spare: 1 });
afterAll(() => {
  container.close();
});

const generous = { memoryBytes: 200_000_000, withinMs: 120_000 };
const ask = (task: object, allowance = generous) => container.do({ task, allowance });

test("a task is answered with what it answers, and fails as it fails", async () => {
  expect(await ask({ name: "echo", value: new Float64Array([1, 2]) })).toEqual(new Float64Array([1, 2]));
  await expect(ask({ name: "fail" })).rejects.toThrow("as a bug does");
});

test("memory that is not of the heap, time and a crash end the process, and each says which", async () => {
  await expect(ask({ name: "fill" })).rejects.toEqual(new TooCostly("memory"));
  await expect(ask({ name: "spin" }, { ...generous, withinMs: 200 })).rejects.toEqual(new TooCostly("time"));
  await expect(ask({ name: "crash" })).rejects.toEqual(new TooCostly("crash"));
});

test("while one task takes all the time it wants, another is answered", async () => {
  const stop = new AbortController();
  const endless = container.do({ task: { name: "spin" }, allowance: generous, signal: stop.signal });

  expect(await ask({ name: "echo", value: "at once" })).toBe("at once");
  stop.abort(new Error("enough"));
  await expect(endless).rejects.toThrow("enough");
});

test("a busy process ends when its parent is killed", async () => {
  const code = `
    import("tsx/esm/api").then(async ({ register }) => {
      register();
      const { Container } = await import(${JSON.stringify(new URL("../../../scoring/contained/container.ts", import.meta.url).href)});
      const container = new Container({ program: "tests/support/contained-program", spare: 0 });
      const allowance = { memoryBytes: 1e9, withinMs: 600_000 };
      console.log(String(await container.do({ task: { name: "pid" }, allowance })));
      await container.do({ task: { name: "spin" }, allowance });
    });`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said]: Buffer[] = await once(parent.stdout, "data");
  const child = Number(said?.toString());
  parent.kill("SIGKILL");

  await until(() => !runningProcesses().some(({ pid }) => pid === child), 60_000);
});

test("a process that does not start fails what waits for it, and the next is tried", async () => {
  const never = new Container({ program: "tests/support/silent-program", spare: 0, startsWithinMs: 1_000 });

  for (let tries = 0; tries < 2; tries++)
    await expect(never.do({ task: {}, allowance: generous })).rejects.toThrow("did not start");
  never.close();
});
