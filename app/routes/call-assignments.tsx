import { useEffect } from "react";
import { requirePerson } from "#app/accounts/policy.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useTexts } from "#app/i18n/text.ts";
import {
  useActionData,
  useLoaderData,
  useRevalidator,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { applyAssignment } from "#app/reviews/apply-assignment.server.ts";
import {
  assignJuror,
  lockPair,
  releaseAssignments,
  unassignJuror,
} from "#app/reviews/assign-juror.server.ts";
import { ApplicationsSection, RunSection } from "#app/reviews/assignment-sections.tsx";
import { changeLoads } from "#app/reviews/change-loads.server.ts";
import { assignmentForm } from "#app/reviews/forms.ts";
import { assignmentPage } from "#app/reviews/assignment-page.server.ts";
import { LoadsSection } from "#app/reviews/loads-section.tsx";
import { cancelAssignment, requestAssignment } from "#app/reviews/request-assignment.server.ts";
import { ReviewRefusal } from "#app/reviews/review-refusal.tsx";
import { assignmentTexts } from "#app/reviews/texts-assignment.ts";
import { Columns, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => assignmentPage(actor, params["slug"] ?? "", localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    const slug = params["slug"] ?? "";
    const form = await readFields(actor, request, assignmentForm);
    switch (form.intent) {
      case "solve":
        await requestAssignment(actor, slug, form);
        return null;
      case "cancel":
        await cancelAssignment(actor, slug);
        return null;
      case "apply":
        await applyAssignment(actor, slug);
        return null;
      case "release":
        await releaseAssignments(actor, slug);
        return null;
      case "loads":
        await changeLoads(actor, slug, { ...form, jurorId: form.juror });
        return null;
      case "assign":
        await assignJuror(actor, slug, { code: form.application, jurorId: form.juror });
        return null;
      case "unassign":
        await unassignJuror(actor, slug, {
          code: form.application,
          jurorId: form.juror,
          reason: form.reason,
        });
        return null;
      case "lock": {
        const pair = { code: form.application, jurorId: form.juror };
        await lockPair(actor, slug, { ...pair, isLocked: form.locked === "yes" });
        return null;
      }
    }
  });
}

const lookEveryMs = 1_000;

export default function CallAssignments() {
  const text = useTexts(assignmentTexts);
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { revalidate } = useRevalidator();
  const isUnderWay = page.run?.state === "queued" || page.run?.state === "running";
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = window.setInterval(() => {
      revalidate();
    }, lookEveryMs);
    return () => {
      window.clearInterval(timer);
    };
  }, [isUnderWay, revalidate]);
  return (
    <>
      <PageHead title={text.title} lead={text.lead} level={2} />
      <ReviewRefusal refusal={answer != null && "refusal" in answer ? answer.refusal : undefined} />
      <Columns
        main={<ApplicationsSection page={page} />}
        aside={
          <>
            <RunSection page={page} />
            <LoadsSection jurors={page.jurors} />
          </>
        }
        asideFirst
      />
    </>
  );
}
