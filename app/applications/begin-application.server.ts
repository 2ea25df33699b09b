import { randomInt } from "node:crypto";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { callStatus } from "#app/calls/rules.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { brokenConstraint, type Tx } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { ownedApplication } from "#db/queries/applications.ts";
import { callBySlug, currentForm, cutoffsOf, type CallRow } from "#db/queries/calls.ts";
import { applicationMembers, applications } from "#db/schema/applications.ts";
import type { ApplicationId, FormVersionId, Locale, PersonId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { refusalToApply } from "./policy.ts";

/** Begins an application, or finds the one that the actor has begun before: nobody writes two by accident.
 * @returns its code
 * @throws Refused `call_not_found`, see `refusalToApply`
 * Effects: one application with its owner; an audit line. Nothing when there is one. */
export async function beginApplication(
  actor: Actor,
  slug: string,
  locale: Locale,
  clock: Clock = databaseClock,
): Promise<string> {
  const viewer = actor.kind === "person" ? actor.id : null;
  const begin = () => asViewer(viewer, (tx) => findOrBegin(tx, actor, { slug, locale, clock }));
  try {
    return await begin();
  } catch (error) {
    // Two clicks at once: the other one has begun it.
    if (brokenConstraint(error) === "applications_owner") return begin();
    throw error;
  }
}

type Beginning = { slug: string; locale: Locale; clock: Clock };

async function findOrBegin(tx: Tx, actor: Actor, { slug, locale, clock }: Beginning): Promise<string> {
  const call = await callBySlug(tx, slug);
  if (call === null || call.state === "draft") return refuse("call_not_found");
  if (actor.kind === "person") {
    const earlier = await ownedApplication(tx, call.id, actor.id);
    if (earlier !== null) return earlier.code;
  }
  const now = await clock(tx);
  refuseIf(refusalToApply(actor, callStatus(call, await cutoffsOf(tx, call.id), now)));
  const person = requirePerson(actor);
  const form = (await currentForm(tx, call.id)) ?? refuse("call_not_open");
  return insert(tx, { call, personId: person.id, formVersionId: form.id, locale, now });
}

type NewApplication = {
  call: CallRow;
  personId: PersonId;
  formVersionId: FormVersionId;
  locale: Locale;
  now: Date;
};

async function insert(
  tx: Tx,
  { call, personId, formVersionId, locale, now }: NewApplication,
): Promise<string> {
  const id: ApplicationId = newId("application");
  const code = newCode();
  await tx
    .insert(applications)
    .values({ id, callId: call.id, code, formVersionId, locale, ownerId: personId, createdAt: now });
  await tx
    .insert(applicationMembers)
    .values({ applicationId: id, personId, role: "owner", joinedAt: now, seenAt: now });
  await appendAuditEvent(tx, { actor: personId, verb: "begin_application", subject: id });
  return code;
}

// Without letters and digits that are taken for each other.
const alphabet = "23456789ABCDEFGHJKLMNPQRSTVWXYZ";

/** A code such as `7KQ4M-9XT2B`: 31^10 possibilities (49 bits), so that nobody guesses another one. */
function newCode(): string {
  const letters = Array.from({ length: 10 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}
