import { Textarea } from "@mantine/core";
import { useDeferredValue, useMemo, useState } from "react";
import { requirePerson } from "#app/accounts/policy.ts";
import { ApplicationRefusal } from "#app/applications/application-refusal.tsx";
import styles from "#app/applications/applications.module.css";
import { formChanges } from "#app/applications/form-migration.ts";
import { formPage } from "#app/applications/form-pages.server.ts";
import { FormPreview } from "#app/applications/form-preview.tsx";
import { parseForm, type Form as ApplicationForm } from "#app/applications/form-schema.ts";
import { applicationFormForm } from "#app/applications/forms.ts";
import { publishForm, saveForm } from "#app/applications/publish-form.server.ts";
import { formTexts } from "#app/applications/texts-form.ts";
import calls from "#app/calls/calls.module.css";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { bodyLimits } from "#app/limits.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { formatDate } from "#app/i18n/format.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { Actions, buttonClass, Notice, PageHead, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => formPage(actor, params["slug"] ?? "", localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const slug = params["slug"] ?? "";
    requirePerson(actor);
    await formPage(actor, slug, localeOf(params));
    const { intent, form } = await readFields(actor, request, applicationFormForm, bodyLimits.long);
    if (intent === "publish") await publishForm(actor, slug, form);
    else await saveForm(actor, slug, form);
    return { done: intent };
  });
}

export default function CallForm() {
  const text = useTexts(formTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const done = answer !== undefined && "done" in answer ? answer.done : null;
  const [json, setJson] = useState(page.formJson);
  // The preview may lag behind the typing, never the other way round.
  const shown = useDeferredValue(json);
  const parsed = useMemo(() => parseForm(shown), [shown]);
  const { inForce } = page;
  return (
    <>
      <PageHead title={text.title} lead={text.lead} level={2} />
      <p className="secondary">
        {inForce?.publishedAt == null
          ? text.noVersion
          : text.version(inForce.version, formatDate(locale, inForce.publishedAt, page.timeZone))}{" "}
        {page.isPrepared ? text.prepared : null}
      </p>
      <ApplicationRefusal
        refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined}
      />
      {done === null ? null : (
        <Notice kind="success" title={done === "publish" ? text.published : text.saved} />
      )}
      <div className={styles["twins"]}>
        <Form method="post" className={calls["code"]}>
          <Textarea
            name="form"
            label={text.json}
            value={json}
            rows={30}
            spellCheck={false}
            onChange={(event) => {
              setJson(event.currentTarget.value);
            }}
          />
          {"faults" in parsed ? (
            <Faults faults={parsed.faults} />
          ) : (
            <Changes before={page.inForceJson} form={parsed.form} />
          )}
          <Actions>
            <button type="submit" name="intent" value="publish" className={buttonClass(true)}>
              {text.publish}
            </button>
            <button type="submit" name="intent" value="save" className={buttonClass(false)}>
              {text.save}
            </button>
          </Actions>
        </Form>
        <div>
          <h2>{text.preview}</h2>
          <p className="secondary">{text.previewHelp}</p>
          {"form" in parsed ? <FormPreview form={parsed.form} criteria={page.criteria} /> : null}
        </div>
      </div>
    </>
  );
}

function Faults({ faults }: { faults: readonly { path: string; message: string }[] }) {
  const text = useTexts(formTexts);
  return (
    <Notice kind="error" title={text.faulty}>
      <ul className={calls["points"]}>
        {faults.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <span className="mono">{path}</span> {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** What publishing means for drafts. */
function Changes({ before, form }: { before: string | null; form: ApplicationForm }) {
  const text = useTexts(formTexts);
  const earlier = before === null ? null : parseForm(before);
  if (earlier === null || "faults" in earlier) return null;
  const changes = formChanges(earlier.form, form);
  const kinds = (["added", "removed", "retyped", "changed"] as const).filter(
    (kind) => changes[kind].length > 0,
  );
  return (
    <Section title={text.changes}>
      {kinds.length === 0 ? <p>{text.noChanges}</p> : null}
      {kinds.map((kind) => (
        <p key={kind}>
          {text.change[kind]} <span className="mono">{changes[kind].join(", ")}</span>
        </p>
      ))}
    </Section>
  );
}
