import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vitest/config";
import remixConfig from "./remix.config.js";

/** One stylesheet for the whole site, and few small scripts: over HTTP/1.1 each file more is a wait of its own. */
const output = {
  manualChunks: (id: string) => (id.endsWith(".css") ? "styles" : undefined),
  experimentalMinChunkSize: 8_000,
};

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [process.env["VITEST"] ? null : remix(remixConfig)],
  build: { target: "es2022", ...(isSsrBuild === true ? {} : { rollupOptions: { output } }) },
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
}));
