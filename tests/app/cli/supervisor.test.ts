import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LogFile } from "#app/cli/supervisor/log-file.ts";
import { watchSigns, type LookForSign } from "#app/cli/supervisor/watch-signs.ts";
import { until } from "#tests/support/installation.ts";

const patience = { everyMs: 5_000, withinMs: 5_000, misses: 6 };

describe("a part is watched", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Watches for so long, and says how often the part was found silent. */
  async function found(look: LookForSign, forMs: number): Promise<number> {
    const isSilent = vi.fn();
    const stop = watchSigns(look, patience, isSilent);
    await vi.advanceTimersByTimeAsync(forMs);
    stop();
    return isSilent.mock.calls.length;
  }

  const never = () => new Promise<boolean>(() => {});

  test("one that never answers is silent after a minute, once", async () => {
    expect(await found(never, 59_000)).toBe(0);
    expect(await found(never, 300_000)).toBe(1);
  });

  test("one that answers every fifth time is slow, and lives", async () => {
    let looks = 0;
    expect(await found(() => ((looks += 1) % 5 === 0 ? Promise.resolve(true) : never()), 600_000)).toBe(0);
  });

  test("of one that cannot be judged nothing is said", async () => {
    expect(await found(() => Promise.resolve(null), 600_000)).toBe(0);
  });

  test("a watcher that comes too late each time, as on a machine that stands still with it, believes nothing", async () => {
    const late = () => {
      // The clock goes on while nothing runs.
      vi.setSystemTime(Date.now() + 20_000);
      const real = performance.now();
      vi.spyOn(performance, "now").mockReturnValue(real + 20_000);
      return Promise.resolve(false);
    };
    expect(await found(late, 600_000)).toBe(0);
    vi.restoreAllMocks();
  });
});

test("a log on a full disk loses its lines and never keeps its part waiting; with room again it goes on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "palmares-log-"));
  const path = join(folder, "web.log");
  symlinkSync("/dev/full", path);
  const output = new PassThrough();
  const log = new LogFile(path);
  log.follow(output);

  const line = Buffer.alloc(64_000, "x");
  for (let lines = 0; lines < 50; lines++) {
    if (!output.write(line)) await new Promise((drained) => output.once("drain", drained));
  }
  rmSync(path);
  await until(() => {
    output.write("there is room again\n");
    try {
      return readFileSync(path, "utf8").includes("there is room again");
    } catch {
      return false;
    }
  }, 20_000);
  log.end();

  rmSync(folder, { recursive: true, force: true });
});
