import { refuse } from "#app/accounts/refusal.ts";
import { instantIn } from "#app/i18n/zoned-time.ts";
import type { LegalMentions } from "#db/schema/calls.ts";
import type { OrganiseForm } from "./forms.ts";

type FormOf<Intent extends OrganiseForm["intent"]> = Extract<OrganiseForm, { intent: Intent }>;

/** What an organiser has typed, as the verbs take it: pairs of languages, and moments instead of times on a wall.
 * @throws Refused `no_such_time` for an hour that a zone skips */
export function readCall(form: FormOf<"edit">) {
  const moment = (local: string) => momentIn(form.timeZone, local);
  return {
    content: {
      title: { fr: form.title_fr, en: form.title_en },
      summary: { fr: form.summary_fr, en: form.summary_en },
      description: { fr: form.description_fr, en: form.description_en },
      timeZone: form.timeZone,
      opensAt: moment(form.opensAt),
      questionsCloseAt: moment(form.questionsCloseAt),
      resultsExpectedAt: moment(form.resultsExpectedAt),
      blindness: form.blindness,
    },
    closesAt: moment(form.closesAt),
  };
}

export function readMentions(form: FormOf<"mentions">): LegalMentions {
  return {
    service: { fr: form.service_fr, en: form.service_en },
    postalAddress: { fr: form.postalAddress_fr, en: form.postalAddress_en },
    email: form.email,
    phone: form.phone,
    silence: form.silence,
    silenceOn: form.silenceOn,
    appeals: { fr: form.appeals_fr, en: form.appeals_en },
  };
}

export function readRulebook(form: FormOf<"rulebook">) {
  return {
    content: { fr: form.content_fr, en: form.content_en },
    changes: { fr: form.changes_fr, en: form.changes_en },
  };
}

/** @throws Refused `no_such_time` */
export function readDeadline(form: FormOf<"deadline">, timeZone: string) {
  const closesAt = instantIn(timeZone, form.closesAt) ?? refuse("no_such_time");
  return { cutoffId: form.cutoff, closesAt, reason: { fr: form.reason_fr, en: form.reason_en } };
}

function momentIn(timeZone: string, local: string): Date | null {
  return local === "" ? null : (instantIn(timeZone, local) ?? refuse("no_such_time"));
}
