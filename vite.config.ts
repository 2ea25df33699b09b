import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vitest/config";
import remixConfig from "./remix.config.js";

export default defineConfig({
  plugins: [process.env["VITEST"] ? null : remix(remixConfig)],
  build: { target: "es2022" },
  // The scan of the routes follows them into server code; this package has a binary for each platform but ours.
  optimizeDeps: { include: ["@mantine/core", "@mantine/hooks"], exclude: ["@node-rs/argon2"] },
  test: {
    environment: "node",
    globalSetup: "tests/support/global-setup.ts",
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    // They start whole installations, one after the other: npm run faults.
    exclude: ["tests/faults/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
