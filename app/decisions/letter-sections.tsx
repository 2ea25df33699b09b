import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { Fragment } from "react";
import { formatDateTime } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, FactList, fieldsClass, Notice, PlainText, Section } from "#app/ui/parts.tsx";
import { locales } from "#db/vocabulary.ts";
import styles from "./decisions.module.css";
import { letterPlaces, type TemplateFault } from "./letter-places.ts";
import type { DecisionLettersPage } from "./letters-page.server.ts";
import { formatCents } from "./money.ts";
import { OpenMattersNotice } from "./open-matters-notice.tsx";
import { isAnythingOpen } from "./open-matters.ts";
import { decisionLetterTexts } from "./texts-letters.ts";
import { openMattersTexts } from "./texts-open.ts";

type Template = DecisionLettersPage["templates"][number];

/** One template per kind of letter, in both languages, with its faults. */
export function TemplateSections({ page }: { page: DecisionLettersPage }) {
  const text = useTexts(decisionLetterTexts);
  return (
    <Section title={text.templates}>
      <p className="secondary">{text.templatesMore}</p>
      {page.templates.map((template) => (
        <details key={template.outcome} className={styles["step"]} open={template.faults.length > 0}>
          <summary>
            {text.kinds[template.outcome]}{" "}
            <span className="secondary" style={{ fontWeight: 400 }}>
              {template.isSaved ? text.saved : text.notSaved}
            </span>
          </summary>
          <Faults faults={template.faults} />
          <TemplateForm template={template} isReadOnly={!page.duties.isChair} />
        </details>
      ))}
    </Section>
  );
}

function TemplateForm({ template, isReadOnly }: { template: Template; isReadOnly: boolean }) {
  const text = useTexts(decisionLetterTexts);
  return (
    <Form method="post" className={fieldsClass()}>
      <input type="hidden" name="outcome" value={template.outcome} />
      {locales.map((locale) => (
        <Fragment key={locale}>
          <TextInput
            name={`subject_${locale}`}
            label={text.subjectIn[locale]}
            defaultValue={template.subject[locale]}
            readOnly={isReadOnly}
          />
          <Textarea
            name={`body_${locale}`}
            label={text.bodyIn[locale]}
            defaultValue={template.body[locale]}
            rows={14}
            readOnly={isReadOnly}
          />
        </Fragment>
      ))}
      {isReadOnly ? null : (
        <button type="submit" name="intent" value="letter" className={buttonClass(false)}>
          {text.save}
        </button>
      )}
    </Form>
  );
}

function Faults({ faults }: { faults: readonly TemplateFault[] }) {
  const text = useTexts(decisionLetterTexts);
  if (faults.length === 0) return null;
  return (
    <ul className={styles["faults"]}>
      {faults.map(({ outcome, locale, kind, place }) => (
        <li key={`${outcome} ${locale} ${kind} ${place ?? ""}`}>
          {text.kinds[outcome]}, {locale.toUpperCase()}: {text.faults[kind](place ?? "")}
        </li>
      ))}
    </ul>
  );
}

/** Every letter that would go out now, to be read before. */
export function RehearsalSection({ page }: { page: DecisionLettersPage }) {
  const text = useTexts(decisionLetterTexts);
  const locale = useLocale();
  const { letters, applications, faults, incomplete } = page.rehearsal;
  const isFaulty = faults.length > 0 || incomplete.length > 0;
  return (
    <Section title={text.rehearsal}>
      {page.releasedAt === null || applications > 0 ? (
        <p>{text.rehearsalMore(letters.length, applications)}</p>
      ) : (
        <p>
          {text.releasedOn(
            formatDateTime(locale, page.releasedAt, page.call.timeZone),
            page.delivery.sent,
            page.delivery.all,
          )}
        </p>
      )}
      {isFaulty ? (
        <Notice kind="attention" title={text.faultsFound}>
          <Faults faults={faults} />
          <ul className={styles["faults"]}>
            {[...new Set(incomplete.map(({ code, place }) => text.incomplete(code, place)))].map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {letters.map((letter) => (
        <details key={letter.key} className={styles["letter"]}>
          <summary>
            <span>
              <strong>{text.kinds[letter.outcome]}</strong> · <span className="mono">{letter.code}</span> ·{" "}
              {letter.recipient}
            </span>
          </summary>
          <div lang={letter.language}>
            <p>
              <strong>{letter.subject}</strong>
            </p>
            <PlainText text={letter.body} />
          </div>
        </details>
      ))}
    </Section>
  );
}

/** The act itself, after the number of letters has been typed. */
export function ReleaseSection({ page, isSending }: { page: DecisionLettersPage; isSending: boolean }) {
  const text = useTexts(decisionLetterTexts);
  const { despite } = useTexts(openMattersTexts);
  const { letters, digest } = page.rehearsal;
  const { all, sent } = page.delivery;
  return (
    <Section title={text.release}>
      {all === 0 ? null : <p role="status">{text.sent(sent, all)}</p>}
      {page.notApproved === 0 ? null : <p>{text.waiting(page.notApproved)}</p>}
      {letters.length === 0 && page.notApproved === 0 ? null : (
        <OpenMattersNotice slug={page.call.slug} open={page.open} />
      )}
      {!page.duties.isAuthority ? (
        <p className="secondary">{text.authorityOnly}</p>
      ) : letters.length === 0 ? null : (
        <Form method="post" className={fieldsClass()}>
          <p>{text.releaseMore}</p>
          <input type="hidden" name="digest" value={digest} />
          <TextInput
            name="letters"
            inputMode="numeric"
            autoComplete="off"
            label={text.count(letters.length)}
            required
            withAsterisk={false}
            maw={260}
          />
          {isAnythingOpen(page.open) ? <Checkbox name="despite_open" label={despite} required /> : null}
          <button
            type="submit"
            name="intent"
            value="release"
            aria-disabled={isSending}
            className={buttonClass(true)}
          >
            {isSending ? text.sending : text.send}
          </button>
        </Form>
      )}
    </Section>
  );
}

/** The envelope and what applicants read: a form while it may be settled, facts afterwards and for the authority. */
export function TermsSection({ page }: { page: DecisionLettersPage }) {
  const text = useTexts(decisionLetterTexts);
  const locale = useLocale();
  const { envelopeCents, sharesMarks } = page.terms;
  if (page.duties.isChair && page.call.state === "evaluating") return <TermsForm terms={page.terms} />;
  return (
    <Section title={text.terms}>
      <FactList
        facts={[
          [text.envelope, envelopeCents === null ? text.no : formatCents(locale, envelopeCents)],
          [text.marks, sharesMarks ? text.yes : text.no],
        ]}
      />
    </Section>
  );
}

function TermsForm({ terms: { envelopeCents, sharesMarks } }: { terms: DecisionLettersPage["terms"] }) {
  const text = useTexts(decisionLetterTexts);
  return (
    <Section title={text.terms}>
      <Form method="post" className={fieldsClass()}>
        <TextInput
          name="envelope"
          label={text.envelope}
          description={text.envelopeHelp}
          defaultValue={envelopeCents === null ? "" : String(envelopeCents / 100)}
        />
        <Checkbox name="marks" label={text.marks} defaultChecked={sharesMarks} />
        <button type="submit" name="intent" value="terms" className={buttonClass(false)}>
          {text.saveTerms}
        </button>
      </Form>
    </Section>
  );
}

export function PlacesSection() {
  const text = useTexts(decisionLetterTexts);
  return (
    <Section title={text.places}>
      <FactList facts={letterPlaces.map((place) => [`{${place}}`, text.placeWords[place]] as const)} />
    </Section>
  );
}
