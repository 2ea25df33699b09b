import { spawn } from "node:child_process";

/** npm run dev: the same installation, started from its sources; the web process reloads pages by itself. */
const child = spawn(process.execPath, ["--import", "tsx", "app/cli/start.ts"], {
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "development" },
});
child.on("exit", (code) => process.exit(code ?? 0));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
