import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { removeData, startInstallation, temporaryFolder } from "#tests/support/installation.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Data of an installation that was started for the first time, seeded and stopped. */
    seededData: string;
    /** What that first start has printed. */
    firstOutput: string;
  }
}

/** The first start of all, which builds and seeds; each test file goes on from a copy of its data. */
export default async function setup(project: TestProject): Promise<() => void> {
  const data = join(temporaryFolder(), "data");
  const first = await startInstallation(data);
  try {
    await first.isOpen(300_000);
  } finally {
    await first.stop();
  }
  project.provide("seededData", data);
  project.provide("firstOutput", first.output);
  return () => {
    removeData(data);
  };
}
