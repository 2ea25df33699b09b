import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, fieldsClass } from "#app/ui/parts.tsx";
import { decisionOutcomes, locales } from "#db/vocabulary.ts";
import styles from "./decisions.module.css";
import { formatCents } from "./money.ts";
import type { DecisionPage } from "./pages.server.ts";
import { decisionTexts } from "./texts.ts";

type DecidedFile = DecisionPage["file"];

/** The proposal for one application; it starts from what is proposed already. */
export function DecisionForm({ file }: { file: DecidedFile }) {
  const text = useTexts(decisionTexts).file;
  const outcomes = useTexts(decisionTexts).outcomes;
  const locale = useLocale();
  const { decision } = file;
  const inEuros = (cents: number | null | undefined) => (cents == null ? "" : String(cents / 100));
  return (
    <Form method="post" className={fieldsClass()}>
      <NativeSelect
        name="outcome"
        label={text.outcome}
        defaultValue={decision?.outcome ?? "rejected"}
        data={decisionOutcomes.map((value) => ({ value, label: outcomes[value] }))}
        maw={280}
      />
      <TextInput
        name="place"
        type="number"
        min={1}
        label={text.place}
        description={text.placeHelp}
        defaultValue={String(decision?.waitingPlace ?? "")}
        maw={280}
      />
      <TextInput
        name="amount"
        label={text.amount}
        description={
          file.askedCents === null ? text.amountOnly : text.amountHelp(formatCents(locale, file.askedCents))
        }
        defaultValue={inEuros(decision?.amountCents)}
        maw={280}
      />
      <p className="secondary">{text.reasonsHelp}</p>
      <div className={styles["pair"]}>
        {locales.map((one) => (
          <Textarea
            key={one}
            name={`reasons_${one}`}
            label={text.reasonsIn[one]}
            defaultValue={decision?.reasons[one] ?? ""}
            rows={5}
            required
            withAsterisk={false}
          />
        ))}
        {locales.map((one) => (
          <Textarea
            key={one}
            name={`conditions_${one}`}
            label={text.conditionsIn[one]}
            description={text.optional}
            defaultValue={decision?.conditions?.[one] ?? ""}
            rows={3}
          />
        ))}
      </div>
      <Departure file={file} />
      <button type="submit" name="intent" value="propose" className={buttonClass(true)}>
        {decision === null ? text.propose : text.proposeAgain}
      </button>
    </Form>
  );
}

function Departure({ file }: { file: DecidedFile }) {
  const text = useTexts(decisionTexts).file;
  const { reasons } = file.departure;
  return (
    <div>
      <Textarea name="departure" label={text.departure} description={text.departureHelp} rows={3} />
      {reasons.length === 0 ? null : (
        <div className="secondary">
          <p>{text.noted}</p>
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** What is decided, in words, for whoever approves it or reads it later. */
export function DecisionWords({ file }: { file: DecidedFile }) {
  const text = useTexts(decisionTexts).file;
  const locale = useLocale();
  const { decision, departure } = file;
  if (decision === null) return null;
  const { amountCents, conditions } = decision;
  return (
    <>
      {amountCents === null ? null : (
        <p>
          {text.amount}
          {locale === "fr" ? "\u00a0: " : ": "}
          <strong>{formatCents(locale, amountCents)}</strong>
        </p>
      )}
      <div className={styles["pair"]}>
        {locales.map((one) => (
          <div key={one} lang={one}>
            <h3>{text.reasonsIn[one]}</h3>
            <p style={{ whiteSpace: "pre-wrap" }}>{decision.reasons[one]}</p>
          </div>
        ))}
        {conditions === null
          ? null
          : locales.map((one) => (
              <div key={one} lang={one}>
                <h3>{text.conditionsIn[one]}</h3>
                <p style={{ whiteSpace: "pre-wrap" }}>{conditions[one]}</p>
              </div>
            ))}
      </div>
      {departure.reasons.length === 0 ? null : (
        <>
          <h3>{text.departure}</h3>
          {departure.reasons.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </>
      )}
    </>
  );
}
