import type postgres from "postgres";
import { carePathCall } from "#db/seed/calls/care-path-2026.ts";
import { emergencyCall } from "#db/seed/calls/emergency-2026.ts";
import { preventionCall } from "#db/seed/calls/prevention-2026.ts";
import { researchCall } from "#db/seed/calls/research-2027.ts";

/** Who acts: the accounts of the demonstration, and an officer who is nothing else. */
export const actors = [
  "visitor",
  "competitor",
  "applicant",
  "juror",
  "organiser",
  "officer",
  "chair",
  "authority",
  "administrator",
] as const;
export type Actor = (typeof actors)[number];

/** The calls of the demonstration, by what happens in them. Nobody of the actors has a part in `foreign`. */
export const callSlugs = {
  open: researchCall.slug,
  judging: carePathCall.slug,
  announced: preventionCall.slug,
  foreign: emergencyCall.slug,
};
export const challengeSlug = "wdbc";
const otherChallengeSlug = "nephrograd";

/** Addresses of what is planted unpublished, and as long ones that nothing has. */
export const hiddenCallSlug = "reserved-2099";
const unknownCallSlug = "nowhere-20999";
export const hiddenChallengeSlug = "hidden";
const unknownChallengeSlug = "absent";

const ofCalls = ["foreign", "assigned", "unassigned", "jurorConflict", "organiserConflict"] as const;
/** Kinds of object, and what one of a kind can be to the actors. */
export const relations = {
  /** `draft` and `judged` are the applicant's, and the competitor may read the draft; `elsewhere` stands in the address of
   * a call that is not its own. */
  application: ["draft", "judged", "elsewhere", ...ofCalls],
  document: ["draft", ...ofCalls],
  receipt: ["judged", ...ofCalls],
  submission: ["own", "anothers", "foreign"],
  upload: ["anothers"],
  call: ["unpublished"],
  callDocument: ["unpublished"],
  challenge: ["unpublished"],
  challengeFile: ["unpublished"],
  laureate: ["unpublished"],
  phase: ["foreign"],
  question: ["foreign"],
  cutoff: ["foreign"],
  juror: ["foreign"],
  token: ["anothers"],
  invitation: ["anothers"],
  teamKey: ["foreign", "expired"],
  applicationKey: ["revoked", "used"],
  jurorKey: ["expired"],
} as const satisfies Record<string, readonly string[]>;
export type Kind = keyof typeof relations;
export type Relation<K extends Kind> = (typeof relations)[K][number];

/** An object as an address names it: its own id, and the call or challenge that it is looked for in. */
export type Thing = { id: string; slug: string };
export type Objects = { [K in Kind]: Record<Relation<K>, Thing> };

const ulid = "0".repeat(26);
const key = "k".repeat(43);
/** An id of each kind that nothing has, as long as a real one. */
export const unknownIds: Record<Kind, string> = {
  application: "ZZZZZ-ZZZZZ",
  document: `document_${ulid}`,
  receipt: `appsub_${ulid}`,
  submission: `sub_${ulid}`,
  upload: `sub_${ulid}`,
  call: unknownCallSlug,
  callDocument: `calldoc_${ulid}`,
  challenge: unknownChallengeSlug,
  challengeFile: `file_${ulid}`,
  laureate: "nobody",
  phase: `phase_${ulid}`,
  question: `question_${ulid}`,
  cutoff: `cutoff_${ulid}`,
  juror: `juror_${ulid}`,
  token: `token_${ulid}`,
  invitation: `appinvite_${ulid}`,
  teamKey: key,
  applicationKey: key,
  jurorKey: key,
};

type Found = { id: string; code: string; slug: string };

/** Finds the objects of a demonstration in which `plantObjects` has been.
 * @throws when one is missing: a matrix with a hole would say nothing */
export async function realObjects(sql: postgres.Sql, keys: Record<string, string>): Promise<Objects> {
  const one = async (query: string): Promise<string> => {
    const [row] = await sql.unsafe<{ id: string }[]>(query);
    if (row === undefined) throw new Error(`The demonstration has nothing for: ${query}`);
    return row.id;
  };
  const applications = await applicationsOf(sql);
  const { judged, draft, ...received } = applications;
  const received_ = Object.entries(received);
  const documents = await Promise.all(
    received_.map(async ([relation, { id, slug }]) => {
      const found = await one(`select id from documents where application_id = '${id}' and state = 'accepted'
        order by id limit 1`);
      return [relation, { id: found, slug }] as const;
    }),
  );
  const receipts = await Promise.all(
    [...received_, ["judged", judged] as const].map(async ([relation, { id, slug }]) => {
      const found = await one(`select id from application_submissions where application_id = '${id}'
        order by number desc limit 1`);
      return [relation, { id: found, slug }] as const;
    }),
  );
  const byCode = Object.entries(applications).map(
    ([relation, { code, slug }]) => [relation, { id: code, slug }] as const,
  );
  const submissionOf = (challenge: string, whose: string) =>
    one(`select s.id from submissions s join teams t on t.id = s.team_id join challenges c on c.id = t.challenge_id
      where c.slug = '${challenge}' and t.id ${whose} in (select m.team_id from team_members m
      join people p on p.id = m.person_id where p.email = 'competitor@demo.local') order by s.id limit 1`);
  const inCall = (table: string, slug: string) =>
    one(
      `select t.id from ${table} t join calls c on c.id = t.call_id where c.slug = '${slug}' order by t.id limit 1`,
    );
  const inChallenge = (table: string, slug: string) =>
    one(`select t.id from ${table} t join challenges c on c.id = t.challenge_id where c.slug = '${slug}'
      order by t.id limit 1`);
  const { open, judging, foreign } = callSlugs;
  const at = (slug: string, id: string): Thing => ({ id, slug });
  const keyed = (slug: string, name: string) => at(slug, keys[name] ?? "");
  const objects: Objects = {
    application: {
      ...(Object.fromEntries(byCode) as Omit<Objects["application"], "elsewhere">),
      elsewhere: at(judging, applications.foreign.code),
    },
    document: {
      ...(Object.fromEntries(documents) as Omit<Objects["document"], "draft">),
      draft: at(open, await one(`select id from documents where application_id = '${draft.id}' limit 1`)),
    },
    receipt: Object.fromEntries(receipts) as Objects["receipt"],
    submission: {
      own: at(challengeSlug, await submissionOf(challengeSlug, "")),
      anothers: at(challengeSlug, await submissionOf(challengeSlug, "not")),
      foreign: at(challengeSlug, await submissionOf(otherChallengeSlug, "not")),
    },
    upload: {
      anothers: at(challengeSlug, await one("select id from uploads where state = 'uploading' limit 1")),
    },
    call: { unpublished: at(hiddenCallSlug, hiddenCallSlug) },
    callDocument: { unpublished: at(hiddenCallSlug, await inCall("call_documents", hiddenCallSlug)) },
    challenge: { unpublished: at(hiddenChallengeSlug, hiddenChallengeSlug) },
    challengeFile: {
      unpublished: at(hiddenChallengeSlug, await inChallenge("challenge_files", hiddenChallengeSlug)),
    },
    laureate: {
      unpublished: at("", await one("select slug as id from laureates where slug = 'zqzqzq'")),
    },
    phase: { foreign: at(challengeSlug, await inChallenge("phases", otherChallengeSlug)) },
    question: { foreign: at(open, await inCall("call_questions", foreign)) },
    cutoff: { foreign: at(open, await inCall("cutoffs", foreign)) },
    juror: { foreign: at(judging, await inCall("jurors", foreign)) },
    token: { anothers: at("", await one("select id from api_tokens where name like 'zq%' limit 1")) },
    invitation: {
      anothers: at("", await one("select id from application_invitations where email like 'zq%' limit 1")),
    },
    teamKey: { foreign: keyed(challengeSlug, "team"), expired: keyed(challengeSlug, "expiredTeam") },
    applicationKey: { revoked: keyed("", "revokedInvitation"), used: keyed("", "usedInvitation") },
    jurorKey: { expired: keyed("", "expiredJuror") },
  };
  return objects;
}

type ApplicationRelation = Exclude<Relation<"application">, "elsewhere">;

/** The applications, with their database ids. */
export async function applicationsOf(
  sql: Pick<postgres.Sql, "unsafe">,
): Promise<Record<ApplicationRelation, Found>> {
  const { judging, foreign, open, announced } = callSlugs;
  const one = async (slug: string, condition: string): Promise<Found> => {
    const [row] = await sql.unsafe<Found[]>(`select a.id, a.code, c.slug from applications a
      join calls c on c.id = a.call_id where c.slug = '${slug}' and (${condition}) order by a.code limit 1`);
    if (row === undefined) throw new Error(`No application of ${slug}: ${condition}`);
    return row;
  };
  const person = (name: string) => `(select id from people where email = '${name}@demo.local')`;
  const mine = `a.owner_id = ${person("applicant")}`;
  const conflictOf = (name: string) =>
    `exists (select 1 from conflicts f where f.application_id = a.id and f.person_id = ${person(name)}
      and f.state in ('suspected', 'declared', 'confirmed'))`;
  const isAssigned = `exists (select 1 from assignments s join jurors j on j.id = s.juror_id
    where s.application_id = a.id and j.person_id = ${person("juror")} and s.state = 'active')`;
  const isHandedIn = `exists (select 1 from reviews r join jurors j on j.id = r.juror_id
    where r.application_id = a.id and j.person_id = ${person("juror")} and r.state <> 'draft')`;
  const clear = `not ${conflictOf("juror")} and not ${conflictOf("organiser")}`;
  return {
    draft: await one(open, mine),
    judged: await one(announced, mine),
    foreign: await one(foreign, "true"),
    assigned: await one(judging, `${clear} and ${isAssigned} and not ${isHandedIn}`),
    unassigned: await one(judging, `${clear} and not ${isAssigned}`),
    jurorConflict: await one(judging, `${conflictOf("juror")} and not ${conflictOf("organiser")}`),
    organiserConflict: await one(judging, `${conflictOf("organiser")} and not ${isAssigned}`),
  };
}
