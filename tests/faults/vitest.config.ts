import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Real installations are started, killed and started again, one after the other: `npm run faults`. */
export default defineConfig({
  test: {
    environment: "node",
    globalSetup: join(import.meta.dirname, "global-setup.ts"),
    include: ["tests/faults/*.test.ts"],
    fileParallelism: false,
    testTimeout: 200_000,
    hookTimeout: 300_000,
  },
});
