import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Figure } from "#app/ui/parts.tsx";
import { decisionOutcomes } from "#db/vocabulary.ts";
import styles from "./decisions.module.css";
import { formatCents } from "./money.ts";
import type { DecisionsPage } from "./pages.server.ts";
import { decisionTexts } from "./texts.ts";

/** How many are decided and how, and what it costs so far. */
export function DecisionFigures({ page }: { page: DecisionsPage }) {
  const text = useTexts(decisionTexts);
  return (
    <div className={styles["figures"]}>
      {decisionOutcomes.map((outcome) => (
        <Figure key={outcome} label={text.counted[outcome]} value={page.counts[outcome]} />
      ))}
      <Figure
        label={text.undecided}
        value={page.counts.undecided}
        remark={text.of(String(page.counts.applications))}
      />
      <Money money={page.money} />
    </div>
  );
}

function Money({ money }: { money: DecisionsPage["money"] }) {
  const text = useTexts(decisionTexts);
  const locale = useLocale();
  const { envelopeCents, grantedCents } = money;
  const left = envelopeCents === null ? null : envelopeCents - grantedCents;
  return (
    <div className={styles["money"]}>
      <Figure
        label={text.envelope}
        value={formatCents(locale, grantedCents)}
        remark={
          envelopeCents === null || left === null ? (
            text.noEnvelope
          ) : (
            <>
              <Gauge part={grantedCents} all={envelopeCents} />
              {text.envelopeOf(formatCents(locale, envelopeCents))},{" "}
              {left < 0
                ? text.envelopeOver(formatCents(locale, -left))
                : text.envelopeLeft(formatCents(locale, left))}
            </>
          )
        }
      />
    </div>
  );
}

/** A drawn share; the same stands in words beside it. */
function Gauge({ part, all }: { part: number; all: number }) {
  const share = all === 0 ? 1 : Math.min(1, part / all);
  return (
    <svg className={styles["gauge"]} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
      <rect width={100} height={8} fill="var(--palmares-sunken)" />
      <rect
        width={100 * share}
        height={8}
        fill={part > all ? "var(--palmares-brique-line)" : "var(--palmares-accent)"}
      />
    </svg>
  );
}
