import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, fieldsClass, Notice, Section } from "#app/ui/parts.tsx";
import { decisionOutcomes, locales } from "#db/vocabulary.ts";
import styles from "./decisions.module.css";
import { formatCents } from "./money.ts";
import type { DecisionsPage } from "./pages.server.ts";
import { decisionTexts } from "./texts.ts";

/** What is wrong with the order or with what is decided, before anything goes on. */
export function OrderNotices({ page, isComputing }: { page: DecisionsPage; isComputing: boolean }) {
  const text = useTexts(decisionTexts);
  const silent = page.rows.filter(({ departure }) => departure.lacksReason).length;
  return (
    <>
      {isComputing ? <Notice level={3} kind="info" title={text.computing} /> : null}
      {page.ranking !== null && !page.ranking.isStale ? null : (
        <Notice
          level={3}
          kind="attention"
          title={page.ranking === null ? text.orderMissing : text.orderStale}
        >
          <Form method="post" className={styles["inline"]}>
            <TextInput
              name="places"
              type="number"
              min={1}
              max={500}
              label={text.places}
              defaultValue={String(page.ranking?.places ?? 10)}
              style={{ width: 240 }}
            />
            <button type="submit" name="intent" value="compute" className={buttonClass(false)}>
              {text.compute}
            </button>
          </Form>
        </Notice>
      )}
      {silent === 0 ? null : <Notice level={3} kind="attention" title={text.silent(silent)} />}
      {page.hasBrokenWaitingList ? <Notice level={3} kind="attention" title={text.broken} /> : null}
    </>
  );
}

/** Proposals for all at once, in the order of the ranking. */
export function AlongLine({ page }: { page: DecisionsPage }) {
  const all = useTexts(decisionTexts);
  const text = all.along;
  const isOpen = page.duties.isChair && page.call.state === "evaluating" && page.ranking !== null;
  if (!isOpen) return null;
  return (
    <details className={styles["step"]}>
      <summary>{text.title}</summary>
      <p className="secondary">{text.more}</p>
      <Form method="post" className={fieldsClass()}>
        <div className={styles["inline"]}>
          <Count name="places" label={all.places} value={page.ranking?.places ?? 10} />
          <Count name="waiting" label={text.waiting} value={3} />
        </div>
        {decisionOutcomes.map((outcome) => (
          <div key={outcome} className={styles["pair"]}>
            {locales.map((locale) => (
              <Textarea
                key={locale}
                name={`${outcome}_${locale}`}
                label={text.reasons(all.outcomes[outcome], text.languages[locale])}
                rows={3}
                required
                withAsterisk={false}
              />
            ))}
          </div>
        ))}
        <Checkbox name="replace" label={text.replace} />
        <button type="submit" name="intent" value="line" className={buttonClass(false)}>
          {text.send}
        </button>
      </Form>
    </details>
  );
}

function Count({ name, label, value }: { name: string; label: string; value: number }) {
  return (
    <TextInput
      name={name}
      type="number"
      min={0}
      max={500}
      label={label}
      defaultValue={String(value)}
      style={{ width: 240 }}
    />
  );
}

/** Approval of all that others have proposed, as it is shown. */
export function ApproveAll({ page }: { page: DecisionsPage }) {
  const text = useTexts(decisionTexts);
  if (!page.duties.isAuthority || page.approvable === 0) return null;
  return (
    <Form method="post">
      <input type="hidden" name="application" value="" />
      <input type="hidden" name="seen" value={page.seenAll} />
      <button type="submit" name="intent" value="approve" className={buttonClass(true)}>
        {text.approveAll(page.approvable)}
      </button>
    </Form>
  );
}

/** Places that laureates gave up, and the proposal that the next on the waiting list takes each. */
export function FreePlaces({ page }: { page: DecisionsPage }) {
  const text = useTexts(decisionTexts);
  if (page.freePlaces.length === 0) return null;
  return (
    <Section title={text.promotion.title}>
      {page.freePlaces.map((place) => (
        <div key={place.code} style={{ padding: "12px 0" }}>
          <p>
            {place.underWay !== null
              ? text.promotion.underWay(place.underWay)
              : place.next === null
                ? text.promotion.nobody(place.title)
                : text.promotion.more(place.title, place.next.title)}
          </p>
          {page.duties.isChair && place.next !== null && place.underWay === null ? (
            <PromotionForm place={place} />
          ) : null}
        </div>
      ))}
    </Section>
  );
}

function PromotionForm({ place }: { place: DecisionsPage["freePlaces"][number] }) {
  const text = useTexts(decisionTexts);
  const locale = useLocale();
  const asked = place.next?.askedCents ?? null;
  return (
    <Form method="post" className={fieldsClass()}>
      <input type="hidden" name="because" value={place.code} />
      <TextInput
        name="amount"
        label={text.file.amount}
        description={asked === null ? undefined : text.file.amountHelp(formatCents(locale, asked))}
        maw={240}
      />
      <div className={styles["pair"]}>
        {locales.map((one) => (
          <Textarea
            key={one}
            name={`reasons_${one}`}
            label={text.file.reasonsIn[one]}
            rows={3}
            required
            withAsterisk={false}
          />
        ))}
      </div>
      <button type="submit" name="intent" value="promote" className={buttonClass(false)}>
        {text.promotion.send}
      </button>
    </Form>
  );
}
