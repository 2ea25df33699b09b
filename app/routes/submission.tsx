import { IconLock } from "@tabler/icons-react";
import { handle } from "#app/http/handle.server.ts";
import { formatDateTime, formatDifference, formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { standing } from "#app/leaderboards/standing.server.ts";
import { useLoaderData, type LoaderFunctionArgs } from "#app/remix.ts";
import { FaultsTable } from "#app/submissions/faults-table.tsx";
import { HistoryChart } from "#app/submissions/history-chart.tsx";
import { submissionPage, visibleSubmission } from "#app/submissions/pages.server.ts";
import { bestBefore } from "#app/submissions/rules.ts";
import { StateTag } from "#app/submissions/state-tag.tsx";
import styles from "#app/submissions/submissions.module.css";
import { submissionTexts } from "#app/submissions/texts.ts";
import { Timeline } from "#app/submissions/timeline.tsx";
import { useLiveUpdates } from "#app/ui/live.ts";
import {
  Boxed,
  buttonClass,
  Columns,
  FactList,
  Figure,
  Notice,
  numberClass,
  PageHead,
  Section,
  tableClass,
} from "#app/ui/parts.tsx";
import type { Fault } from "#scoring/faults.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    const row = await visibleSubmission(actor, params["submission"] ?? "");
    return { ...(await submissionPage(row)), standing: await standing(row) };
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Submission() {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const isFinal = page.state !== "queued" && page.state !== "running";
  useLiveUpdates(isFinal ? null : `submission=${page.id}`);
  const when = formatDateTime(locale, page.receivedAt, page.timeZone);
  return (
    <>
      <PageHead
        level={2}
        title={text.title(page.number)}
        lead={`${text.uploadedBy(page.team, when)}${page.note === null ? "" : ` · ${page.note}`}`}
      >
        <StateTag state={page.state} large />
      </PageHead>
      <div style={{ marginTop: 28 }}>
        <Columns main={<Outcome page={page} />} aside={<Aside page={page} />} />
      </div>
    </>
  );
}

function Outcome({ page }: { page: Page }) {
  const text = useTexts(submissionTexts);
  if (page.state === "rejected")
    return (
      <FaultsTable
        faults={page.faults.map(asFault)}
        total={page.faultsTotal ?? page.faults.length}
        title={text.rejected}
      />
    );
  if (page.state === "failed") {
    const title = page.failureClass === "scorer" ? text.failedScorer : text.failedPlatform;
    return (
      <Notice kind="error" title={title}>
        <p>{text.failedMore}</p>
      </Notice>
    );
  }
  return (
    <Section title={text.result}>
      {page.isImprovement === false && page.rankScore !== null ? (
        <Notice kind="info" title={text.notBetter}>
          <p>{text.notBetterMore}</p>
        </Notice>
      ) : null}
      <Figures page={page} />
      <HistoryChart
        history={page.history}
        current={page.number}
        better={page.metrics[0]?.better ?? "higher"}
        decimals={page.metrics[0]?.decimals ?? 4}
      />
      <Metrics page={page} />
    </Section>
  );
}

function asFault(fault: Page["faults"][number]): Fault {
  // Written by the scoring engine, whose codes these are.
  return fault as Fault;
}

function Figures({ page }: { page: Page }) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  const [ranking] = page.metrics;
  const decimals = ranking?.decimals ?? 4;
  const before = bestBefore(page.history, page.number, ranking?.better ?? "higher");
  const score = page.rankScore;
  return (
    <div className={styles["figures"]}>
      <Figure
        label={`${ranking?.title[locale] ?? ""}, ${text.public}`}
        value={score === null ? "–" : formatNumber(locale, score, decimals)}
      />
      <Standing standing={page.standing} />
      {before === null || score === null ? null : (
        <Figure label={text.againstBest} value={formatDifference(locale, score - before, decimals)} />
      )}
    </div>
  );
}

function Standing({ standing }: { standing: Page["standing"] }) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  if (standing === null) return <Figure label={text.rank} value="–" />;
  const remark = `${text.rankMore(formatNumber(locale, standing.teams))}. ${standing.isBest ? text.best : text.notBest}`;
  const shared = (
    <span className="ex-aequo" style={{ fontSize: "1.1rem" }}>
      ex æquo
    </span>
  );
  return (
    <Figure
      label={text.rank}
      value={
        <>
          {standing.rank ?? "–"} {standing.sharedBy > 1 ? shared : null}
        </>
      }
      remark={remark}
    />
  );
}

function Metrics({ page }: { page: Page }) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  const reason = (name: string) => {
    const why = page.undefinedScores[name];
    return why === undefined ? text.undefinedScore : (text.undefinedWhy[why] ?? text.undefinedScore);
  };
  const shown = (value: number | null | undefined, metric: { decimals: number }, why: string) =>
    value === undefined ? "–" : value === null ? why : formatNumber(locale, value, metric.decimals);
  return (
    <table className={tableClass()} style={{ marginTop: 24 }}>
      <thead>
        <tr>
          <th scope="col">{text.metric}</th>
          <th scope="col" className={numberClass()}>
            {text.public}
          </th>
          <th scope="col" className={numberClass()}>
            {text.final}
          </th>
        </tr>
      </thead>
      <tbody>
        {page.metrics.map((metric, index) => {
          const value = page.scores[metric.name];
          return (
            <tr key={metric.name}>
              <td>
                <strong>{metric.title[locale]}</strong>{" "}
                {index === 0 ? <span className="secondary">{text.ranks}</span> : null}
              </td>
              <td className={numberClass()}>{shown(value, metric, reason(metric.name))}</td>
              <td className={numberClass()}>
                {page.finalScores === null ? (
                  <>
                    <IconLock size={16} stroke={1.6} aria-hidden /> {text.sealed}
                  </>
                ) : (
                  shown(page.finalScores[metric.name], metric, text.undefinedScore)
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Aside({ page }: { page: Page }) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  const { receipt } = page;
  const facts = text.receiptFacts;
  return (
    <>
      <Section title={text.whatHappened}>
        <Timeline {...page} />
      </Section>
      <Boxed>
        <h2>{text.receipt}</h2>
        <FactList
          facts={[
            [facts.time, formatDateTime(locale, page.receivedAt, page.timeZone)],
            [
              facts.file,
              <span
                key="file"
                className="mono"
                title={receipt.file.sha256}
              >{`${receipt.file.sha256.slice(0, 15)}…${receipt.file.sha256.slice(-4)}`}</span>,
            ],
            [facts.spec, facts.version(receipt.specification.version)],
            [facts.labels, facts.version(receipt.labels.version)],
            [facts.engine, receipt.engine ?? "–"],
          ]}
        />
        <a className={buttonClass(false)} href={`/receipt/${page.id}`} download>
          {text.receiptDownload}
        </a>
      </Boxed>
    </>
  );
}
