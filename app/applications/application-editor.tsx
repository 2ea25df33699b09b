import { useEffect, useMemo, useState } from "react";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { useNavigate } from "#app/remix.ts";
import { buttonClass, Notice } from "#app/ui/parts.tsx";
import { readAnswers } from "./answers-view.tsx";
import styles from "./applications.module.css";
import fieldStyles from "./fields.module.css";
import { openPoints, type OpenPoint } from "./completeness.ts";
import { ConflictNotice } from "./conflict-notice.tsx";
import type { DraftSync } from "./draft-sync.ts";
import { documentFacts } from "./document-facts.ts";
import { FieldInput, type FormContext } from "./field-input.tsx";
import { formFromLoader } from "./form-json.ts";
import type { Section } from "./form-schema.ts";
import { visibleSections } from "./form-visibility.ts";
import { OpenPointsList } from "./open-points-list.tsx";
import type { DocumentLine, EditorPage } from "./pages.server.ts";
import { SectionNav } from "./section-nav.tsx";
import { applicationTexts } from "./texts.ts";
import { useDraft } from "./use-draft.ts";

/** The draft of a page, and all that follows from it. */
export function useEditor(page: EditorPage) {
  const isFixed = page.refusedToEdit !== null;
  const form = useMemo(() => formFromLoader(page.formJson), [page.formJson]);
  const { code, personId, bases, revision, savedAt } = page;
  const start = { answers: readAnswers(page.answersJson), bases, revision, savedAt };
  const keptAs = `palmares:application:${code}:${personId}`;
  const { sync, view } = useDraft(
    { address: `/application/${code}/answers`, keptAs, isFixed, isShared: true },
    start,
  );
  const [documents, setDocuments] = useState<readonly DocumentLine[]>(page.documents);
  const facts = useMemo(() => documentFacts(documents), [documents]);
  const sections = visibleSections(form, view.answers);
  const points = openPoints(form, view.answers, facts);
  const onDocument: FormContext["onDocument"] = (field, document, written) => {
    if (document === null) return;
    setDocuments((before) => [...before.filter(({ id }) => id !== document.id), document]);
    sync.adopt(field, document.id, written);
  };
  const context = { code, isFixed, documents, facts, criteria: page.criteria, onDocument };
  return { sync, view, sections, points, context, isFixed };
}

type Editor = ReturnType<typeof useEditor>;

const titleId = "section-title";

/** The form: sections at the left, one of them at a time, what remains to do at the right. */
export function ApplicationEditor({ page, editor }: { page: EditorPage; editor: Editor }) {
  const { sync, view, sections, points, context } = editor;
  const [chosen, setChosen] = useState(sections[0]?.id ?? "");
  const [wanted, setWanted] = useState<string | null>(null);
  const index = Math.max(
    0,
    sections.findIndex(({ id }) => id === chosen),
  );
  const section = sections[index];
  useEffect(() => {
    // A link from the check leads to the field itself.
    const field = window.location.hash.replace("#field-", "");
    const owner = sections.find(({ fields }) => fields.some(({ id }) => id === field));
    if (owner === undefined) return;
    setChosen(owner.id);
    setWanted(`field-${field}`);
    // Once, when the page has come: later the hash says nothing new.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    if (wanted === null) return;
    const target = document.getElementById(wanted);
    target?.closest("[data-field]")?.scrollIntoView({ block: "start" });
    target?.focus({ preventScroll: wanted === titleId });
    setWanted(null);
  }, [wanted, chosen]);
  if (section === undefined) return null;
  const show = (id: string) => {
    setChosen(id);
    window.scrollTo({ top: 0 });
  };
  const go = (id: string) => {
    show(id);
    // Whoever goes on by keyboard goes on in the new section, not at the end of the old one.
    setWanted(titleId);
  };
  return (
    <div className={styles["layout"]}>
      <SectionNav
        sections={sections}
        current={section.id}
        answers={view.answers}
        facts={context.facts}
        onChoose={go}
        onPick={show}
      />
      <SectionFields
        section={section}
        place={{ index, sections }}
        editor={editor}
        timeZone={page.call.timeZone}
        onGo={go}
      />
      <Todo
        code={page.code}
        points={points}
        sync={sync}
        isFixed={editor.isFixed}
        onLead={(point) => {
          setChosen(point.section.id);
          setWanted(`field-${point.field.id}`);
        }}
      />
    </div>
  );
}

type SectionFieldsProps = {
  section: Section;
  place: { index: number; sections: readonly Section[] };
  editor: Editor;
  timeZone: string;
  onGo: (section: string) => void;
};

function SectionFields({ section, place, editor, timeZone, onGo }: SectionFieldsProps) {
  const text = useTexts(applicationTexts);
  const locale = useLocale();
  const { sync, view, context } = editor;
  const { index, sections } = place;
  const previous = sections[index - 1];
  const next = sections[index + 1];
  return (
    <section aria-labelledby={titleId}>
      <p className="secondary" style={{ margin: 0 }}>
        {text.section(index + 1, sections.length)}
      </p>
      <h2 id={titleId} tabIndex={-1} className={styles["sectionTitle"]}>
        {section.title[locale]}
      </h2>
      {section.help === undefined ? null : <p>{section.help[locale]}</p>}
      {section.fields.map((field) => {
        const conflict = view.conflicts[field.id];
        return (
          <div key={field.id} className={fieldStyles["field"]} data-field={field.id}>
            <FieldInput
              field={field}
              value={view.answers[field.id]}
              context={context}
              onChange={(value) => {
                sync.set(field.id, value);
              }}
            />
            {conflict === undefined ? null : (
              <ConflictNotice
                field={field}
                conflict={conflict}
                timeZone={timeZone}
                onResolve={(choice) => {
                  sync.resolve(field.id, choice);
                }}
              />
            )}
          </div>
        );
      })}
      <div className={styles["moves"]}>
        {previous === undefined ? (
          <span />
        ) : (
          <button type="button" className={buttonClass(false)} onClick={() => onGo(previous.id)}>
            <IconChevronLeft size={18} stroke={1.6} aria-hidden /> {text.previous}
          </button>
        )}
        {next === undefined ? null : (
          <button type="button" className={buttonClass(true)} onClick={() => onGo(next.id)}>
            {text.next} <IconChevronRight size={18} stroke={1.6} aria-hidden />
          </button>
        )}
      </div>
    </section>
  );
}

type TodoProps = {
  code: string;
  points: readonly OpenPoint[];
  sync: DraftSync;
  isFixed: boolean;
  onLead: (point: OpenPoint) => void;
};

function Todo({ code, points, sync, isFixed, onLead }: TodoProps) {
  const text = useTexts(applicationTexts);
  const locale = useLocale();
  const navigate = useNavigate();
  if (isFixed) return <span />;
  const check = async () => {
    // What has just been typed is checked too; without a connection the page says so itself.
    if (await sync.flush()) navigate(localizedPath(locale, `/applications/${code}/check`));
  };
  return (
    <aside className={styles["todo"]}>
      <h2>{text.before}</h2>
      <p className="secondary" aria-live="polite" style={{ margin: 0 }}>
        {text.remaining(points.length)}
      </p>
      <OpenPointsList
        points={points}
        lead={(point, label) => (
          <button type="button" className={styles["plainButton"]} onClick={() => onLead(point)}>
            {label}
          </button>
        )}
      />
      <button
        type="button"
        className={`${buttonClass(false)} ${styles["full"] ?? ""}`}
        onClick={() => void check()}
      >
        {text.check}
      </button>
      <p className="secondary" style={{ marginTop: 8 }}>
        {text.again}
      </p>
    </aside>
  );
}

/** What the form's newest version means for this draft. */
export function MigrationNotice({ page }: { page: EditorPage }) {
  const text = useTexts(applicationTexts).migration;
  const locale = useLocale();
  const form = useMemo(() => formFromLoader(page.formJson), [page.formJson]);
  const { migration } = page;
  if (migration === null) return null;
  const labels = new Map(
    form.sections.flatMap(({ fields }) => fields.map(({ id, label }) => [id, label[locale]])),
  );
  const listed = (words: string, ids: readonly string[]) =>
    ids.length === 0 ? null : (
      <p>
        {words} {ids.map((id) => labels.get(id) ?? id).join(", ")}.
      </p>
    );
  return (
    <Notice level={2} kind="attention" title={text.title}>
      <p>{text.more}</p>
      {listed(text.added, migration.added)}
      {listed(text.setAside, migration.setAside)}
      {listed(text.toAnswerAgain, migration.toAnswerAgain)}
    </Notice>
  );
}
