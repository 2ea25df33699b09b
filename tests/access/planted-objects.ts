import type postgres from "postgres";
import { fingerprintOf, newKey } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import {
  applicationsOf,
  callSlugs,
  challengeSlug,
  hiddenCallSlug,
  hiddenChallengeSlug,
  type Actor,
} from "./real-objects.ts";

/** A word that stands in one hidden thing only, and who may read it. */
export type Mark = { word: string; mayKnow: readonly Actor[] };

const staff: readonly Actor[] = ["organiser", "officer", "chair", "authority"];
const deciders: readonly Actor[] = ["organiser", "chair", "authority"];

/** What the words are written into: an application's answers, by what it is to the actors. */
const knowsAnswers: Record<string, readonly Actor[]> = {
  draft: ["applicant", "competitor"],
  judged: ["applicant", "organiser"],
  foreign: [],
  assigned: ["juror", ...staff],
  unassigned: staff,
  jurorConflict: staff,
  organiserConflict: ["officer", "chair", "authority"],
};

/** Writes into a copied demonstration what it lacks: objects that are hidden from everybody, and a word of its own into
 * each hidden thing, by which it would be recognised in any answer.
 * @returns the words, and the keys of links whose hashes were stored */
export async function plantObjects(
  sql: postgres.Sql,
): Promise<{ marks: Mark[]; keys: Record<string, string> }> {
  const keys: Record<string, string> = {};
  const marks: Mark[] = [];
  const mark = (word: string, mayKnow: readonly Actor[]) => {
    marks.push({ word: `zq${word.toLowerCase()}zq`, mayKnow });
    return `zq${word.toLowerCase()}zq`;
  };
  await sql.begin(async (tx) => {
    await plantPeople(tx);
    await releaseOrganisersConflict(tx);
    await plantApplications(tx, mark);
    await plantJudging(tx, mark);
    await plantForeignCall(tx, mark);
    await plantHiddenCall(tx, mark);
    await plantChallenges(tx, mark);
    await plantLinks(tx, mark, keys);
  });
  return { marks, keys };
}

type Tx = postgres.TransactionSql;
type Marker = (word: string, mayKnow: readonly Actor[]) => string;

const person = (name: string) => `(select id from people where email = '${name}@demo.local')`;
const call = (slug: string) => `(select id from calls where slug = '${slug}')`;
const stranger = `(select p.id from people p where p.email like '%@invented.invalid'
  and p.id not in (select owner_id from applications) order by p.id limit 1)`;

async function plantPeople(tx: Tx): Promise<void> {
  await tx.unsafe(`insert into people (id, email, display_name, locale, email_confirmed_at)
    values ('${newId("person")}', 'officer@demo.local', 'Officer', 'fr', now()),
      ('${newId("person")}', 'nobody@invented.invalid', 'Nobody', 'fr', now())`);
  await tx.unsafe(`insert into call_members (call_id, person_id, role)
    values (${call(callSlugs.judging)}, ${person("officer")}, 'officer')`);
}

/** The solver may have given the juror what the organiser is in conflict with; here it is closed to both. */
async function releaseOrganisersConflict(tx: Tx): Promise<void> {
  const conflicted = `(select application_id from conflicts where person_id = ${person("organiser")}
    and state in ('suspected', 'declared', 'confirmed'))`;
  const ofJuror = `(select id from jurors where person_id = ${person("juror")})`;
  const theirs = `application_id in ${conflicted} and juror_id in ${ofJuror}`;
  await tx.unsafe(`delete from review_revisions where review_id in (select id from reviews where ${theirs})`);
  await tx.unsafe(`delete from reviews where ${theirs}`);
  await tx.unsafe(`update assignments set state = 'released', ended_at = now() where ${theirs}`);
}

async function plantApplications(tx: Tx, mark: Marker): Promise<void> {
  const found = await applicationsOf(tx);
  for (const [relation, { id }] of Object.entries(found)) {
    const word = mark(`answer${relation}`, knowsAnswers[relation] ?? []);
    const written = `to_jsonb('${word} ' || (coalesce(answers->>'title', '')))`;
    await tx.unsafe(`update application_submissions set answers =
      jsonb_set(jsonb_set(answers, '{title}', ${written}), '{impact}', ${written}) where application_id = '${id}'`);
    await tx.unsafe(`update answers set value = to_jsonb('${word}'::text)
      where application_id = '${id}' and field_id in ('title', 'impact')`);
    const named = mark(`file${relation}`, knowsAnswers[relation] ?? []);
    await tx.unsafe(`update documents set file_name = '${named}.pdf' where application_id = '${id}'`);
    await tx.unsafe(`update application_submissions set documents = (select jsonb_agg(d || '{"fileName": "${named}.pdf"}')
      from jsonb_array_elements(documents) d)
      where application_id = '${id}' and jsonb_array_length(documents) > 0`);
  }
  await tx.unsafe(`insert into application_members (application_id, person_id, role)
    values ('${found.draft.id}', ${person("competitor")}, 'viewer')`);
  await tx.unsafe(`insert into documents select '${newId("document")}', '${found.draft.id}', field_id, 'draft.pdf',
    object_key, store_upload_id, state, fault, size_bytes, max_bytes, max_pages, sha256, media_type, pages, uploaded_by,
    created_at, checked_at from documents where application_id = '${found.foreign.id}' and state = 'accepted' limit 1`);
}

async function plantJudging(tx: Tx, mark: Marker): Promise<void> {
  const { assigned, unassigned, jurorConflict, organiserConflict } = await applicationsOf(tx);
  const judged = { assigned, unassigned, jurorConflict, organiserConflict };
  for (const [relation, { id }] of Object.entries(judged)) {
    const who = relation === "organiserConflict" ? deciders.filter((one) => one !== "organiser") : deciders;
    const comment = mark(`comment${relation}`, who);
    await tx.unsafe(`update reviews set comment_to_committee = '${comment}' where application_id = '${id}'
      and juror_id not in (select id from jurors where person_id = ${person("juror")})`);
    const reasons = mark(`reasons${relation}`, who);
    await tx.unsafe(`insert into decisions (application_id, call_id, outcome, reasons, state, proposed_by)
      values ('${id}', ${call(callSlugs.judging)}, 'rejected',
        '{"fr": "${reasons}", "en": "${reasons}"}', 'proposed', ${person("chair")})`);
  }
}

/** The call of urgent care gets an organiser of its own; nobody of the actors is anything in it. */
async function plantForeignCall(tx: Tx, mark: Marker): Promise<void> {
  const foreign = call(callSlugs.foreign);
  await tx.unsafe(`delete from call_members where call_id = ${foreign}`);
  await tx.unsafe(
    `insert into call_members (call_id, person_id, role) values (${foreign}, ${stranger}, 'organiser')`,
  );
  await tx.unsafe(`insert into jurors (id, call_id, email, display_name, expertise, languages, max_load, reading_seed, state)
    values ('${newId("juror")}', ${foreign}, 'foreign.juror@invented.invalid', '${mark("foreignjuror", [])}', '{}',
      '{fr}', 5, 'seed', 'invited')`);
  await tx.unsafe(`insert into call_questions (id, call_id, person_id, asked_text, asked_locale)
    values ('${newId("question")}', ${foreign}, ${stranger}, '${mark("foreignquestion", [])}', 'fr')`);
  await tx.unsafe(`update call_questions set asked_text = '${mark("ownquestion", ["organiser"])}'
    where call_id = ${call(callSlugs.open)} and state = 'asked'`);
}

/** A call that is being prepared by somebody else: for everybody it does not exist. */
async function plantHiddenCall(tx: Tx, mark: Marker): Promise<void> {
  const id = newId("call");
  const word = mark("hiddencall", []);
  const words = `'{"fr": "${word}", "en": "${word}"}'`;
  await tx.unsafe(`insert into calls (id, slug, title, summary, description, organisers, state, time_zone, opens_at, legal_mentions)
    select '${id}', '${hiddenCallSlug}', ${words}, ${words}, ${words}, organisers, 'draft', time_zone, opens_at, legal_mentions
    from calls where slug = '${callSlugs.open}'`);
  await tx.unsafe(
    `insert into call_members (call_id, person_id, role) values ('${id}', ${stranger}, 'organiser')`,
  );
  await tx.unsafe(`insert into call_documents select '${newId("calldoc")}', '${id}', position, title, '${word}.pdf',
    media_type, size_bytes, sha256, object_key, created_at from call_documents limit 1`);
}

async function plantChallenges(tx: Tx, mark: Marker): Promise<void> {
  const id = newId("challenge");
  const word = mark("hiddenchallenge", []);
  await copyRow(tx, "challenges", `slug = '${challengeSlug}'`, {
    ...{ id, slug: hiddenChallengeSlug, published_at: null },
    title: { fr: word, en: word },
  });
  const copied = `challenge_id = (select id from challenges where slug = '${challengeSlug}')`;
  await copyRow(tx, "phases", copied, { id: newId("phase"), challenge_id: id });
  await copyRow(tx, "challenge_files", copied, {
    ...{ id: newId("file"), challenge_id: id },
    file_name: `${word}.csv`,
  });
  const ofOthers = `team_id not in (select team_id from team_members where person_id = ${person("competitor")})`;
  const note = mark("note", ["organiser", "administrator"]);
  await tx.unsafe(`update submissions set note = '${note}' where ${ofOthers}`);
  const upload = mark("upload", []);
  await tx.unsafe(`insert into uploads (id, phase_id, team_id, person_id, object_key, store_upload_id, part_bytes, size_bytes,
      sha256, file_name, note, state, expires_at)
    select '${newId("sub")}', s.phase_id, s.team_id, ${stranger}, 'predictions/unfinished', 'unknown', 8388608, 9000000,
      s.sha256, '${upload}.csv', '${upload}', 'uploading', now() + interval '1 day'
    from submissions s join phases f on f.id = s.phase_id join challenges c on c.id = f.challenge_id
    where c.slug = '${challengeSlug}' and s.${ofOthers} order by s.id limit 1`);
  await tx.unsafe(`delete from published_laureates where application_id = (${someLaureate})`);
  const text = mark("laureate", ["organiser"]);
  await tx.unsafe(`update laureates set state = 'drafted', slug = 'zqzqzq', title = '{"fr": "${text}", "en": "${text}"}'
    where application_id = (${someLaureate})`);
}

const someLaureate = `select l.application_id from laureates l join applications a on a.id = l.application_id
  where a.owner_id <> ${person("applicant")} order by l.application_id limit 1`;

/** Links of every kind that lead nowhere for whoever sends them. */
async function plantLinks(tx: Tx, mark: Marker, keys: Record<string, string>): Promise<void> {
  const hashOf = (name: string) => fingerprintOf((keys[name] = newKey()));
  const { foreign, draft } = await applicationsOf(tx);
  const teamIn = (slug: string) =>
    `(select t.id from teams t join challenges c on c.id = t.challenge_id where c.slug = '${slug}' and not t.is_baseline
      and t.id not in (select team_id from team_members where person_id = ${person("competitor")}) order by t.id limit 1)`;
  await tx.unsafe(`insert into team_invitations (key_hash, team_id, expires_at) values
    ('${hashOf("team")}', ${teamIn("nephrograd")}, now() + interval '1 day'),
    ('${hashOf("expiredTeam")}', ${teamIn(challengeSlug)}, now() - interval '1 day')`);
  const invited = mark("invited", []);
  await tx.unsafe(`insert into application_invitations
      (id, application_id, email, role, token_hash, expires_at, revoked_at, accepted_at) values
    ('${newId("appinvite")}', '${foreign.id}', '${invited}@invented.invalid', 'editor', '${hashOf("open")}', now() + interval '1 day', null, null),
    ('${newId("appinvite")}', '${draft.id}', 'revoked@invented.invalid', 'editor', '${hashOf("revokedInvitation")}', now() + interval '1 day', now(), null),
    ('${newId("appinvite")}', '${draft.id}', 'used@invented.invalid', 'editor', '${hashOf("usedInvitation")}', now() + interval '1 day', null, now())`);
  await tx.unsafe(`insert into juror_invitations (token_hash, juror_id, expires_at)
    select '${hashOf("expiredJuror")}', j.id, now() - interval '1 day' from jurors j where j.call_id = ${call(callSlugs.foreign)}`);
  await tx.unsafe(`insert into api_tokens (id, person_id, name, token_hash, hint, scopes)
    values ('${newId("token")}', ${stranger}, '${mark("token", [])}', '${fingerprintOf(newKey())}', 'pal_', '{submissions:read}')`);
}

async function copyRow(tx: Tx, table: string, from: string, changed: Record<string, unknown>): Promise<void> {
  await tx.unsafe(
    `insert into ${table} overriding system value
      select (jsonb_populate_record(t, $1::text::jsonb)).* from ${table} t where ${from} limit 1`,
    [JSON.stringify(changed)],
  );
}
