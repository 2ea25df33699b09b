import type { Bilingual } from "#db/vocabulary.ts";
import { readyMetric } from "#scoring/registry.ts";
import { outputName, rankingMetric, specificationSchema } from "#scoring/spec.ts";

export type NamedMetric = { name: string; title: Bilingual; better: "higher" | "lower"; decimals: number };

/** The metrics of a specification as boards, lists and pages name them, the ranking one first. */
export function metricNames(content: unknown): NamedMetric[] {
  const spec = specificationSchema.parse(content);
  const ranking = outputName(rankingMetric(spec));
  const metrics = spec.metrics.map((use) => {
    const { name, facts, better } = readyMetric(use, spec.target);
    const words = use.as == null ? null : use.as.replaceAll("_", " ");
    const title = words === null ? facts.title : { en: capitalised(words), fr: capitalised(words) };
    return { name, title, better, decimals: facts.decimals };
  });
  return metrics.sort((a, b) => Number(b.name === ranking) - Number(a.name === ranking));
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
