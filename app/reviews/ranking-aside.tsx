import { NativeSelect, Textarea } from "@mantine/core";
import { formatDifference } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, FactList, fieldsClass, Section } from "#app/ui/parts.tsx";
import type { RankingPage } from "./ranking-page.server.ts";
import { rankingTexts } from "./texts-ranking.ts";

type Ranking = NonNullable<RankingPage["ranking"]>;

/** Beside the ranking: why values are adjusted, who marks how severely, departures from the order, reviews to reopen. */
export function RankingAside({ ranking, canReopen }: { ranking: Ranking; canReopen: boolean }) {
  const text = useTexts(rankingTexts);
  const locale = useLocale();
  const noted = ranking.rows.flatMap(({ code, departures }) =>
    departures.map(({ number, reason }) => ({ key: `${code}/${String(number)}`, code, reason })),
  );
  return (
    <>
      <Section title={text.whyTitle}>
        <p>{text.why}</p>
      </Section>
      {ranking.severities.length === 0 ? null : (
        <Section title={text.severities}>
          <p className="secondary">{text.severitiesMore}</p>
          <FactList
            facts={ranking.severities.map(({ name, severity }) => [
              name,
              formatDifference(locale, severity, 1),
            ])}
          />
        </Section>
      )}
      <Section title={text.depart}>
        <p className="secondary">{text.departMore}</p>
        {noted.map(({ key, code, reason }) => (
          <p key={key}>
            <span className="mono">{code}</span> {reason}
          </p>
        ))}
        <Form method="post" className={fieldsClass()}>
          <ApplicationSelect ranking={ranking} />
          <Textarea name="reason" label={text.departReason} rows={3} required withAsterisk={false} />
          <button type="submit" name="intent" value="depart" className={buttonClass(false)}>
            {text.departSend}
          </button>
        </Form>
      </Section>
      {canReopen ? <ReopenSection ranking={ranking} /> : null}
    </>
  );
}

function ApplicationSelect({ ranking }: { ranking: Ranking }) {
  const text = useTexts(rankingTexts);
  const choices = ranking.rows.map(({ code, title }) => ({ value: code, label: `${title} (${code})` }));
  return <NativeSelect name="application" label={text.application} data={choices} />;
}

function ReopenSection({ ranking }: { ranking: Ranking }) {
  const text = useTexts(rankingTexts);
  const jurors = new Map(
    ranking.rows.flatMap(({ byJuror }) => byJuror.map(({ juror, name }) => [juror, name] as const)),
  );
  const choices = [...jurors].map(([value, label]) => ({ value, label }));
  return (
    <Section title={text.reopen}>
      <Form method="post" className={fieldsClass()}>
        <ApplicationSelect ranking={ranking} />
        <NativeSelect name="juror" label={text.juror} data={choices} />
        <Textarea name="reason" label={text.reopenReason} rows={3} required withAsterisk={false} />
        <button type="submit" name="intent" value="reopen" className={buttonClass(false)}>
          {text.reopenSend}
        </button>
      </Form>
    </Section>
  );
}
