import { formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Columns, FactList, Markdown, PlainText, Section } from "#app/ui/parts.tsx";
import styles from "./decisions.module.css";
import type { FeedbackPage } from "./feedback-page.server.ts";
import { formatCents } from "./money.ts";
import { feedbackTexts } from "./texts-letters.ts";

type Props = { page: FeedbackPage; decision: NonNullable<FeedbackPage["decision"]> };

/** A released decision with its reasons, the jury's opinion and what can be done about it. */
export function FeedbackSections({ page, decision }: Props) {
  const text = useTexts(feedbackTexts);
  return (
    <div style={{ marginTop: 32 }}>
      <Columns
        main={
          <>
            <Section title={text.reasons}>
              <PlainText text={decision.reasons} />
            </Section>
            {decision.conditions === "" ? null : (
              <Section title={text.conditions}>
                <PlainText text={decision.conditions} />
              </Section>
            )}
            <Opinion comments={page.feedback?.comments ?? []} />
          </>
        }
        aside={
          <>
            <Facts decision={decision} />
            <Marks marks={page.feedback?.marks ?? null} />
            <Section title={text.appeals}>
              <Markdown html={page.appealsHtml} />
              <p className="secondary">
                {text.questions(page.contact.service)}{" "}
                <a href={`mailto:${page.contact.email}`}>{page.contact.email}</a>
              </p>
            </Section>
          </>
        }
      />
    </div>
  );
}

function Facts({ decision: { amountCents, waitingPlace } }: Pick<Props, "decision">) {
  const text = useTexts(feedbackTexts);
  const locale = useLocale();
  const facts = [
    ...(amountCents === null ? [] : [[text.amount, formatCents(locale, amountCents)] as const]),
    ...(waitingPlace === null ? [] : [[text.place, String(waitingPlace)] as const]),
  ];
  return facts.length === 0 ? null : <FactList facts={facts} />;
}

function Opinion({ comments }: { comments: readonly string[] }) {
  const text = useTexts(feedbackTexts);
  return (
    <Section title={text.opinion}>
      <p className="secondary">{comments.length === 0 ? text.noOpinion : text.opinionMore}</p>
      {comments.map((comment, index) => (
        <div key={index} className={styles["feedback"]}>
          <PlainText text={comment} />
        </div>
      ))}
    </Section>
  );
}

function Marks({ marks }: { marks: NonNullable<FeedbackPage["feedback"]>["marks"] }) {
  const text = useTexts(feedbackTexts);
  const locale = useLocale();
  if (marks === null) return null;
  return (
    <Section title={text.marks}>
      <p className="secondary">{text.marksMore}</p>
      <FactList
        facts={marks.map(({ name, mean, max }) => [
          name,
          mean === null ? text.noMark : text.outOf(formatNumber(locale, mean, 1), formatNumber(locale, max)),
        ])}
      />
    </Section>
  );
}
