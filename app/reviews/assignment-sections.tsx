import { NativeSelect, TextInput } from "@mantine/core";
import { formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, EmptyState, fieldsClass, Notice, Section } from "#app/ui/parts.tsx";
import { isUnderWay } from "#db/vocabulary.ts";
import type { assignmentPage } from "./assignment-page.server.ts";
import styles from "./reviews.module.css";
import { assignmentTexts } from "./texts-assignment.ts";

type AssignmentPage = Awaited<ReturnType<typeof assignmentPage>>;

function usePercent() {
  const locale = useLocale();
  return (share: number) =>
    `${formatNumber(locale, Math.round(100 * share))}${locale === "fr" ? "\u202f" : ""}%`;
}

/** The solving in the background: asked for, under way, found or impossible, and what is done with it. */
export function RunSection({ page }: { page: AssignmentPage }) {
  const text = useTexts(assignmentTexts);
  const { run } = page;
  const isSolving = isUnderWay(run?.state);
  return (
    <Section title={text.solve}>
      <div aria-live="polite">{run === null ? null : <RunState run={run} />}</div>
      {isSolving ? null : (
        <Form method="post" className={fieldsClass()}>
          <TextInput
            name="reviews"
            type="number"
            min={1}
            max={20}
            label={text.reviews}
            defaultValue={String(page.wanted)}
          />
          <button
            type="submit"
            name="intent"
            value="solve"
            className={buttonClass(run === null || run.state === "infeasible")}
          >
            {run === null ? text.solve : text.again}
          </button>
          <p className="secondary">{text.solveMore}</p>
        </Form>
      )}
      <p className="secondary" style={{ marginTop: 16 }}>
        {text.released(page.active)}
      </p>
      {page.proposed === 0 ? null : (
        <Form method="post">
          <p>{text.releaseMore(page.proposed)}</p>
          <button
            type="submit"
            name="intent"
            value="release"
            className={buttonClass(run?.state !== "solved")}
          >
            {text.release}
          </button>
        </Form>
      )}
    </Section>
  );
}

function RunState({ run }: { run: NonNullable<AssignmentPage["run"]> }) {
  const text = useTexts(assignmentTexts);
  const percent = usePercent();
  if (isUnderWay(run.state))
    return (
      <Form method="post">
        <p>{text.running(run.percent)}</p>
        <progress value={run.percent} max={100} aria-label={text.states.running} style={{ width: "100%" }} />
        <p>
          <button type="submit" name="intent" value="cancel" className={buttonClass(false)}>
            {text.cancel}
          </button>
        </p>
      </Form>
    );
  if (run.state === "infeasible")
    return (
      <Notice kind="attention" title={text.states.infeasible}>
        <ul>
          {run.faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      </Notice>
    );
  return (
    <>
      <p>
        <strong>{text.states[run.state]}</strong>
      </p>
      {run.worst === null ? null : (
        <p className="secondary">
          {text.quality(percent(run.worst), percent(Math.max(run.worst, run.worstPossible ?? run.worst)))}{" "}
          {run.solver === null ? "" : text.verified(run.solver)}
        </p>
      )}
      {run.state === "solved" ? (
        <Form method="post">
          <button type="submit" name="intent" value="apply" className={buttonClass(true)}>
            {text.apply}
          </button>
        </Form>
      ) : null}
    </>
  );
}

export function ApplicationsSection({ page }: { page: AssignmentPage }) {
  const text = useTexts(assignmentTexts);
  if (page.applications.length === 0)
    return (
      <EmptyState title={text.none}>
        <p>{text.noneMore}</p>
      </EmptyState>
    );
  return (
    <Section title={text.applications}>
      {page.applications.map((application) => (
        <article
          key={application.code}
          aria-label={application.code}
          style={{ borderBottom: "1px solid var(--palmares-hairline)", padding: "12px 0" }}
        >
          <span lang={application.language}>{application.title}</span>{" "}
          <span className="mono secondary">{application.code}</span>
          <ul className={styles["readers"]}>
            {application.readers.map((reader) => (
              <Reader key={reader.jurorId} code={application.code} reader={reader} />
            ))}
          </ul>
          {application.readers.length < page.wanted ? (
            <p className="secondary">{text.missing(page.wanted - application.readers.length)}</p>
          ) : null}
          {page.isEvaluating &&
          application.possible.length > 0 &&
          application.readers.length < page.wanted ? (
            <AddReader application={application} />
          ) : null}
        </article>
      ))}
    </Section>
  );
}

type Application = AssignmentPage["applications"][number];

function Reader({ code, reader }: { code: string; reader: Application["readers"][number] }) {
  const text = useTexts(assignmentTexts);
  const { jurorId, name, state, isLocked } = reader;
  return (
    <li>
      <span>
        {name}
        <span className="secondary">
          {state === "proposed" ? ` · ${text.proposed}` : ""}
          {isLocked ? ` · ${text.locked}` : ""}
        </span>
      </span>
      <Form method="post" className={styles["inline"]}>
        <input type="hidden" name="application" value={code} />
        <input type="hidden" name="juror" value={jurorId} />
        <input type="hidden" name="locked" value={isLocked ? "no" : "yes"} />
        <button
          type="submit"
          name="intent"
          value="lock"
          className={styles["plain"]}
          aria-label={`${isLocked ? text.unlock : text.lock}, ${name}, ${code}`}
        >
          {isLocked ? text.unlock : text.lock}
        </button>
        <details>
          <summary className={styles["plain"]}>{text.remove}</summary>
          <label>
            <span className="secondary">{text.reason}</span>
            <input
              type="text"
              name="reason"
              maxLength={2000}
              className={styles["area"]}
              style={{ minHeight: 44 }}
            />
          </label>
          <button type="submit" name="intent" value="unassign" className={buttonClass(false)}>
            {text.remove}
          </button>
        </details>
      </Form>
    </li>
  );
}

function AddReader({ application }: { application: Application }) {
  const text = useTexts(assignmentTexts);
  const percent = usePercent();
  const choices = application.possible.map(({ id, name, fit }) => ({
    value: id,
    label: `${name}, ${text.fit(percent(fit))}`,
  }));
  return (
    <Form method="post" className={styles["inline"]}>
      <input type="hidden" name="application" value={application.code} />
      <NativeSelect
        name="juror"
        aria-label={text.addFor(application.code)}
        data={[{ value: "", label: text.choose }, ...choices]}
      />
      <button type="submit" name="intent" value="assign" className={buttonClass(false)}>
        {text.add}
      </button>
    </Form>
  );
}
