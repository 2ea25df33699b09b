import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Files } from "./generate.ts";
import type { Work } from "./works.ts";

const answerSchema = z.object({ ms: z.number(), cpuMs: z.number(), scores: z.array(z.number()) });
const program = fileURLToPath(new URL("peer.py", import.meta.url));

/** What people score with elsewhere. */
export type Peer = {
  name: "pandas-typical" | "pandas-tuned";
  score: (work: Work, files: Files) => PeerAnswer;
};
type PeerAnswer = { ms: number; cpuMs: number; scores: number[] };

/** The peers that this machine has. */
export function findPeers(): Peer[] {
  const python = findPython();
  if (python === null) return [];
  return (["typical", "tuned"] as const).map((manner) => ({
    name: `pandas-${manner}` as const,
    score: ({ work, task }, { labels, predictions }) => {
      if (task === null) throw new Error(`Peers have no program for ${work}.`);
      return askPython(python, [task, manner, labels, predictions]);
    },
  }));
}

/** The first Python that has pandas and scikit-learn; null when none has. */
export function findPython(): string | null {
  const candidates = [process.env["PYTHON"] ?? "", "python3", "/usr/bin/python3"].filter(
    (path) => path !== "",
  );
  const hasBoth = (path: string) => spawnSync(path, ["-c", "import pandas, sklearn"]).status === 0;
  return candidates.find(hasBoth) ?? null;
}

function askPython(python: string, parameters: string[]): PeerAnswer {
  const { stdout, stderr, status } = spawnSync(python, [program, ...parameters], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return answerSchema.parse(JSON.parse(stdout));
}
