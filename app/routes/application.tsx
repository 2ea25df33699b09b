import { ApplicationEditor, MigrationNotice, useEditor } from "#app/applications/application-editor.tsx";
import styles from "#app/applications/applications.module.css";
import { DeadlineLine } from "#app/applications/deadline-line.tsx";
import { editorPage, type EditorPage } from "#app/applications/pages.server.ts";
import { SaveLine } from "#app/applications/save-line.tsx";
import { applicationTexts } from "#app/applications/texts.ts";
import { officerTexts } from "#app/applications/texts-officer.ts";
import { peopleTexts } from "#app/applications/texts-people.ts";
import { receiptTexts } from "#app/applications/texts-receipt.ts";
import { callTexts } from "#app/calls/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { formatDateTime } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link, useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { Breadcrumbs, Notice } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => editorPage(actor, params["application"] ?? "", localeOf(params)));
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${applicationTexts[localeOf(params)].title} – Palmarès` },
];

export default function Application() {
  const page = useLoaderData<typeof loader>();
  // Another application is another form: nothing of the first one stays in the page.
  return <Editing key={page.code} page={page} />;
}

function Editing({ page }: { page: EditorPage }) {
  const text = useTexts(applicationTexts);
  const { people } = useTexts(peopleTexts);
  const calls = useTexts(callTexts);
  const locale = useLocale();
  const editor = useEditor(page);
  const { timeZone } = page.call;
  return (
    <>
      <Breadcrumbs
        label={calls.trail}
        trail={[
          [localizedPath(locale, "/calls"), calls.list.title],
          [localizedPath(locale, `/calls/${page.call.slug}`), page.call.title],
        ]}
        here={text.mineShort}
      />
      <div className={styles["head"]}>
        <h1>{text.title}</h1>
        <div className={styles["headAside"]}>
          {editor.isFixed ? null : (
            <SaveLine
              state={editor.view.state}
              present={editor.view.present}
              timeZone={timeZone}
              onRetry={() => void editor.sync.flush()}
            />
          )}
          <Link className="secondary" to={localizedPath(locale, `/applications/${page.code}/people`)}>
            {people.title} ({page.members})
          </Link>
        </div>
      </div>
      <DeadlineLine
        closesAt={page.closesAt}
        timeZone={timeZone}
        isComplement={page.complement !== null}
        now={page.now}
      />
      <Notices page={page} isRestored={editor.view.isRestored} />
      <ApplicationEditor page={page} editor={editor} />
    </>
  );
}

function Notices({ page, isRestored }: { page: EditorPage; isRestored: boolean }) {
  const text = useTexts(applicationTexts);
  const officer = useTexts(officerTexts);
  const { received } = useTexts(receiptTexts);
  const locale = useLocale();
  const { lastReceived, complement, refusedToEdit } = page;
  const reasons: Record<string, string> = text.readOnly;
  return (
    <>
      {refusedToEdit === null ? null : (
        <Notice level={2} kind="info" title={reasons[refusedToEdit] ?? text.readOnly.otherwise} />
      )}
      {complement === null ? null : (
        <Notice level={2} kind="attention" title={officer.complement}>
          <p>{complement.message}</p>
        </Notice>
      )}
      <MigrationNotice page={page} />
      {isRestored ? <Notice level={2} kind="info" title={text.save.restored} /> : null}
      {lastReceived === null ? null : (
        <Notice
          level={2}
          kind="success"
          title={received.banner(
            lastReceived.receiptNumber,
            formatDateTime(locale, lastReceived.receivedAt, page.call.timeZone),
          )}
        >
          <p>
            {page.hasChanges && refusedToEdit === null ? `${received.changes} ` : null}
            <Link to={localizedPath(locale, `/applications/${page.code}/received`)}>{received.see}</Link>
          </p>
        </Notice>
      )}
    </>
  );
}
