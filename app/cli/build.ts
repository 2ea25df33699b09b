import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { compiledKernels } from "#scoring/local/compile-kernels.ts";
import { builtKernels } from "#scoring/local/install-kernels.ts";

/** npm run build: the site by Remix, and a bundle for every process, each under its own path so that it can be told
 * by its command line, and the kernels of scoring beside the engine. */

const programs = [
  "app/server.ts",
  "app/jobs/main.ts",
  "app/cli/start.ts",
  "app/cli/migrate.ts",
  "app/cli/seed/main.ts",
  "app/reviews/assignment-thread.ts",
  "scoring/worker/main.ts",
  "scoring/engine/main.ts",
  "app/applications/pdf-reader.ts",
  "db/embedded/object-store/main.ts",
];

rmSync("build", { recursive: true, force: true });
const site = spawnSync(process.execPath, ["node_modules/@remix-run/dev/dist/cli.js", "vite:build"], {
  stdio: ["ignore", "ignore", "inherit"],
  env: { ...process.env, NODE_ENV: "production" },
});
if (site.status !== 0) process.exit(site.status ?? 1);

compressAssets("build/site/client/assets");

await build({
  entryPoints: programs,
  outdir: "build",
  outbase: ".",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
});

writeFileSync(`build/scoring/engine/${builtKernels}`, compiledKernels());

/** Once, as small as it gets, instead of for every visitor. Fonts and pictures are compressed already. */
function compressAssets(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => /\.(js|css|svg)$/.test(one))) {
    const content = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}
