import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { formatDateTime } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, fieldsClass, Notice, Row, Section } from "#app/ui/parts.tsx";
import { TextPair } from "#app/ui/text-pair.tsx";
import { callRoles } from "#db/vocabulary.ts";
import { useMissingWords } from "./call-refusal.tsx";
import styles from "./calls.module.css";
import type { OrganisePage } from "./pages.server.ts";
import { callTexts } from "./texts.ts";
import { organiseTexts } from "./texts-organise.ts";

type SectionProps = { page: OrganisePage };

function Act({ intent, words, filled = false }: { intent: string; words: string; filled?: boolean }) {
  return (
    <button type="submit" name="intent" value={intent} className={buttonClass(filled)}>
      {words}
    </button>
  );
}

/** What publication waits for, and the act itself. */
export function PublicationSection({ page }: SectionProps) {
  const text = useTexts(organiseTexts);
  const missing = useMissingWords();
  if (page.call.state !== "draft") return null;
  return (
    <Section title={text.toPublish}>
      {page.missing.length === 0 ? (
        <Notice kind="success" title={text.ready} />
      ) : (
        <>
          <p>{text.toPublishMore}</p>
          <ul className={styles["points"]}>
            {page.missing.map(({ part, locale }) => (
              <li key={`${part} ${locale ?? ""}`}>{missing(part, locale)}</li>
            ))}
          </ul>
        </>
      )}
      <Form method="post">
        <Act intent="publish" words={text.publish} filled />
      </Form>
    </Section>
  );
}

export function WordsSection({ page }: SectionProps) {
  const { blindness } = useTexts(callTexts);
  const words = useTexts(organiseTexts);
  const { call } = page;
  const isFixed = call.state !== "draft";
  const time = (name: string, label: string, value: string, fixed = false) => (
    <TextInput
      name={name}
      type="datetime-local"
      label={label}
      defaultValue={value}
      readOnly={fixed}
      maw={260}
    />
  );
  return (
    <Section title={words.words}>
      <Form method="post" className={fieldsClass()}>
        <TextPair name="title" labels={words.titleIn} values={call.title} />
        <TextPair name="summary" labels={words.summaryIn} values={call.summary} lines={3} />
        <TextPair name="description" labels={words.descriptionIn} values={call.description} lines={10} />
        {isFixed ? <p className="secondary">{words.fixedDates}</p> : null}
        <TextInput
          name="timeZone"
          label={words.timeZone}
          description={words.timeZoneHelp}
          defaultValue={call.timeZone}
          readOnly={isFixed}
          maw={320}
        />
        {time("opensAt", words.opensAt, page.opensAt, isFixed)}
        {time("closesAt", words.closesAt, page.cutoffs[0]?.local ?? "", isFixed)}
        {time("questionsCloseAt", words.questionsCloseAt, page.questionsCloseAt)}
        {time("resultsExpectedAt", words.resultsExpectedAt, page.resultsExpectedAt)}
        <NativeSelect
          name="blindness"
          label={words.blindness}
          defaultValue={call.blindness}
          data={(["open", "applicants_hidden"] as const).map((value) => ({
            value,
            label: blindness[value],
          }))}
        />
        <Act intent="edit" words={words.save} />
      </Form>
    </Section>
  );
}

export function MentionsSection({ page }: SectionProps) {
  const text = useTexts(organiseTexts);
  const mentions = page.call.legalMentions;
  return (
    <Section title={text.mentions}>
      <p className="secondary">{text.mentionsHelp}</p>
      <Form method="post" className={fieldsClass()}>
        <TextPair name="service" labels={text.serviceIn} values={mentions.service} />
        <TextPair name="postalAddress" labels={text.addressIn} values={mentions.postalAddress} />
        <TextInput name="email" type="email" label={text.email} defaultValue={mentions.email} maw={360} />
        <TextInput name="phone" label={text.phone} defaultValue={mentions.phone} maw={260} />
        <NativeSelect
          name="silence"
          label={text.silence}
          defaultValue={mentions.silence}
          data={(["rejection", "acceptance"] as const).map((value) => ({
            value,
            label: text.silences[value],
          }))}
        />
        <TextInput
          name="silenceOn"
          type="date"
          label={text.silenceOn}
          defaultValue={mentions.silenceOn}
          maw={200}
        />
        <TextPair name="appeals" labels={text.appealsIn} values={mentions.appeals} lines={4} />
        <Act intent="mentions" words={text.save} />
      </Form>
    </Section>
  );
}

export function RulebookSection({ page }: SectionProps) {
  const text = useTexts(organiseTexts);
  const nothing = { fr: "", en: "" };
  return (
    <Section title={text.rulebook}>
      <Form method="post" className={fieldsClass()}>
        <TextPair
          name="content"
          labels={text.rulebookIn}
          values={page.rulebook?.content ?? nothing}
          lines={12}
        />
        {page.rulebook === null ? null : <TextPair name="changes" labels={text.changesIn} values={nothing} />}
        <Act intent="rulebook" words={text.publishRulebook} />
      </Form>
    </Section>
  );
}

export function CriteriaSection({ page }: SectionProps) {
  const text = useTexts(organiseTexts);
  return (
    <Section title={text.criteria}>
      <Form method="post" className={`${fieldsClass()} ${styles["code"] ?? ""}`}>
        <Textarea
          name="criteria"
          label={text.criteria}
          description={text.criteriaHelp}
          defaultValue={page.criteria}
          rows={14}
          spellCheck={false}
        />
        <Act intent="criteria" words={text.publishCriteria} />
      </Form>
    </Section>
  );
}

/** Moving the end of a published call. */
export function DeadlineSection({ page }: SectionProps) {
  const text = useTexts(organiseTexts);
  const locale = useLocale();
  if (page.call.state !== "open") return null;
  return (
    <Section title={text.deadline}>
      <p className="secondary">{text.deadlineHelp}</p>
      {page.cutoffs.map((cutoff) => (
        <Form key={cutoff.id} method="post" className={fieldsClass()}>
          <p>
            {cutoff.label[locale]}: {formatDateTime(locale, cutoff.closesAt, page.call.timeZone)}
          </p>
          <input type="hidden" name="cutoff" value={cutoff.id} />
          <TextInput
            name="closesAt"
            type="datetime-local"
            label={text.newDate}
            required
            withAsterisk={false}
          />
          <TextInput name="reason_fr" label={text.reasonIn.fr} required withAsterisk={false} />
          <TextInput name="reason_en" label={text.reasonIn.en} required withAsterisk={false} />
          <Act intent="deadline" words={text.move} />
        </Form>
      ))}
    </Section>
  );
}

export function PeopleSection({ page }: SectionProps) {
  const text = useTexts(organiseTexts);
  return (
    <Section title={text.people}>
      {page.members.map(({ personId, displayName, role }) => (
        <Row key={`${personId} ${role}`}>
          {displayName}
          <span className="secondary" style={{ display: "block" }}>
            {text.roles[role]}
          </span>
        </Row>
      ))}
      <Form method="post" className={fieldsClass()}>
        <TextInput name="email" type="email" label={text.email} required withAsterisk={false} />
        <NativeSelect
          name="role"
          label={text.role}
          data={callRoles.map((role) => ({ value: role, label: text.roles[role] }))}
        />
        <Act intent="member" words={text.addPerson} />
      </Form>
    </Section>
  );
}
