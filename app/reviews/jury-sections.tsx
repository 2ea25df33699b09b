import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import {
  buttonClass,
  EmptyState,
  fieldsClass,
  Notice,
  Row,
  Section,
  tableClass,
  TableScroll,
} from "#app/ui/parts.tsx";
import type { juryPage } from "./jury-pages.server.ts";
import styles from "./reviews.module.css";
import { juryTexts } from "./texts-jury.ts";
import { refusalTexts } from "./texts-refusals.ts";

type JuryPage = Awaited<ReturnType<typeof juryPage>>;

/** The step from a closed call to its evaluation; nothing once it is taken. */
export function EvaluationStep({ page }: { page: JuryPage }) {
  const text = useTexts(juryTexts);
  if (page.status === "evaluating" || page.status === "announced") return null;
  if (page.status !== "closed") return <Notice kind="info" title={text.beginLater} />;
  return (
    <Notice kind="attention" title={text.begin}>
      <p>{text.beginMore}</p>
      <Form method="post">
        <button type="submit" name="intent" value="begin" className={buttonClass(true)}>
          {text.begin}
        </button>
      </Form>
    </Notice>
  );
}

export function JurorsSection({ page }: { page: JuryPage }) {
  const text = useTexts(juryTexts);
  if (page.jurors.length === 0) return <EmptyState title={text.none} />;
  return (
    <Section title={text.jurors}>
      <TableScroll label={text.jurors}>
        <table className={tableClass()}>
          <thead>
            <tr>
              <th scope="col">{text.juror}</th>
              <th scope="col">{text.state}</th>
              <th scope="col">{text.load}</th>
              <th scope="col">{text.work}</th>
            </tr>
          </thead>
          <tbody>
            {page.jurors.map((juror) => (
              <tr key={juror.id}>
                <th scope="row" style={{ fontSize: "1rem" }}>
                  {juror.name}
                  <span className="secondary" style={{ display: "block", fontWeight: 400 }}>
                    {[juror.organisation, juror.expertise.join(", ")].filter((one) => one).join(" · ")}
                  </span>
                </th>
                <td>
                  <JurorState juror={juror} isBegun={page.status === "evaluating"} />
                </td>
                <td>{text.loads(juror.minLoad, juror.maxLoad)}</td>
                <td>{text.workOf(juror.handedIn, juror.assigned)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <Form method="post" style={{ marginTop: 16 }}>
        <button type="submit" name="intent" value="remind" className={buttonClass(false)}>
          {text.remind}
        </button>
      </Form>
    </Section>
  );
}

function JurorState({ juror, isBegun }: { juror: JuryPage["jurors"][number]; isBegun: boolean }) {
  const text = useTexts(juryTexts);
  return (
    <>
      {text.states[juror.state]}
      {juror.state === "accepted" && isBegun ? (
        <span className="secondary" style={{ display: "block" }}>
          {juror.sweptAt === null ? text.notSwept : text.swept}
        </span>
      ) : null}
      {juror.isDisabled ? <strong style={{ display: "block" }}>{text.accountDisabled}</strong> : null}
      {juror.reason === null || juror.reason === "" ? null : (
        <span className="secondary" style={{ display: "block" }}>
          {juror.reason} {juror.suggestion ?? ""}
        </span>
      )}
      {juror.state === "accepted" ? null : (
        <Form method="post">
          <input type="hidden" name="juror" value={juror.id} />
          <button type="submit" name="intent" value="invite_again" className={styles["plain"]}>
            {text.again}
          </button>
        </Form>
      )}
    </>
  );
}

/** Declared and found ties, each with its reasons and, while it waits, with the two rulings. */
export function FindingsSection({ page }: { page: JuryPage }) {
  const text = useTexts(juryTexts);
  if (page.status !== "evaluating") return null;
  return (
    <Section
      title={text.findings}
      aside={
        <Form method="post">
          <button type="submit" name="intent" value="look" className={styles["plain"]}>
            {text.look}
          </button>
        </Form>
      }
    >
      <p className="secondary">{text.findingsMore}</p>
      {page.findings.length === 0 ? <p>{text.noFindings}</p> : null}
      {page.findings.map((finding) => (
        <FindingRow key={`${finding.code}/${finding.personId}`} finding={finding} />
      ))}
    </Section>
  );
}

function FindingRow({ finding }: { finding: JuryPage["findings"][number] }) {
  const text = useTexts(juryTexts);
  const { code, personId, name, state, sentences } = finding;
  return (
    <Row>
      <strong>{name}</strong>, <span className="mono">{code}</span>: {text.conflictStates[state]}
      {sentences.map((sentence) => (
        <span key={sentence} className="secondary" style={{ display: "block" }}>
          {sentence}
        </span>
      ))}
      {state === "dismissed" ? null : (
        <Form method="post" className={styles["inline"]} style={{ marginTop: 8 }}>
          <input type="hidden" name="application" value={code} />
          <input type="hidden" name="person" value={personId} />
          <label style={{ flex: "1 1 260px" }}>
            <span className="secondary">{text.reason}</span>
            <input
              type="text"
              name="reason"
              maxLength={2000}
              className={styles["area"]}
              style={{ minHeight: 44 }}
            />
          </label>
          {state === "confirmed" ? null : (
            <button type="submit" name="intent" value="confirm" className={buttonClass(false)}>
              {text.confirm}
            </button>
          )}
          <button type="submit" name="intent" value="dismiss" className={buttonClass(false)}>
            {text.dismiss}
          </button>
        </Form>
      )}
    </Row>
  );
}

export function InviteSection({ hasCharter }: { hasCharter: boolean }) {
  const text = useTexts(juryTexts);
  const { charter_missing: charterFirst } = useTexts(refusalTexts);
  if (!hasCharter) return <p className="secondary">{charterFirst}</p>;
  const languages = (["both", "fr", "en"] as const).map((value) => ({
    value,
    label: text.languageChoices[value],
  }));
  return (
    <Section title={text.invite}>
      <Form method="post" className={fieldsClass()}>
        <TextInput name="name" label={text.name} maxLength={120} required withAsterisk={false} />
        <TextInput name="email" type="email" label={text.email} required withAsterisk={false} />
        <TextInput name="organisation" label={text.organisation} maxLength={200} />
        <TextInput name="expertise" label={text.expertise} maxLength={2000} />
        <NativeSelect name="languages" label={text.languages} data={languages} />
        <TextInput name="minLoad" type="number" min={0} max={500} label={text.minLoad} defaultValue="0" />
        <TextInput name="maxLoad" type="number" min={1} max={500} label={text.maxLoad} defaultValue="12" />
        <button type="submit" name="intent" value="invite" className={buttonClass(true)}>
          {text.send}
        </button>
      </Form>
    </Section>
  );
}

export function CharterSection({ charter }: { charter: JuryPage["charter"] }) {
  const text = useTexts(juryTexts);
  return (
    <Section title={text.charter}>
      <p className="secondary">
        {charter === null ? "" : text.version(charter.version)} {text.charterMore}
      </p>
      <Form method="post" className={fieldsClass()}>
        <Textarea
          name="fr"
          label={text.charterFr}
          rows={6}
          defaultValue={charter?.fr ?? ""}
          required
          withAsterisk={false}
        />
        <Textarea
          name="en"
          label={text.charterEn}
          rows={6}
          defaultValue={charter?.en ?? ""}
          required
          withAsterisk={false}
        />
        <button type="submit" name="intent" value="charter" className={buttonClass(false)}>
          {text.publishCharter}
        </button>
      </Form>
    </Section>
  );
}
