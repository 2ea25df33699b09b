import { actors, callSlugs, type Actor, type Kind, type Relation } from "./real-objects.ts";

/** Who is let in to which object, and what everybody else is told: the same as of an object that is not there. */
export type Door = {
  kind: Kind;
  /** The status of the answer about an unknown object, and so about a hidden one, in this call or challenge. */
  unknown: (actor: Actor, slug: string) => number;
  letIn: Record<string, readonly Actor[]>;
  /** Of those who are let in: who may read and is refused every change. */
  readers?: Record<string, readonly Actor[]>;
  /** Of those who are let in: who may know that it is there and is told, with this status, that it is not for them yet. */
  knows?: { status: number; who: Record<string, readonly Actor[]> };
};

const signedIn = actors.filter((actor) => actor !== "visitor");
const nobody: readonly Actor[] = [];
const staff: readonly Actor[] = ["organiser", "officer", "chair", "authority"];
const withoutOrganiser: readonly Actor[] = ["officer", "chair", "authority"];

type Told = Door["unknown"];

/** The same answer for all but some. */
const told =
  (status: number, but: Partial<Record<Actor, number>> = {}): Told =>
  (actor) =>
    but[actor] ?? status;

type Role = "organiser" | "officer" | "authority" | "juror";
/** Who has which part in which call; whoever has none is told so, whatever object is asked for. */
const parts: Record<string, Partial<Record<Role, readonly Actor[]>>> = {
  [callSlugs.judging]: {
    ...{
      organiser: ["organiser", "chair"],
      officer: ["officer"],
      authority: ["authority"],
      juror: ["juror"],
    },
  },
  [callSlugs.open]: { organiser: ["organiser"] },
  [callSlugs.announced]: { organiser: ["organiser"] },
};

const toldInCall =
  (roles: readonly Role[], isOpen: (slug: string) => boolean = () => true): Told =>
  (actor, slug) => {
    if (actor === "visitor") return 401;
    const holds = roles.some((role) => parts[slug]?.[role]?.includes(actor) === true);
    return holds && isOpen(slug) ? 404 : 403;
  };
/** Nothing is decided of applications that are still being written. */
const isJudged = (slug: string) => slug !== callSlugs.open;

function door<K extends Kind>(
  kind: K,
  unknown: Door["unknown"],
  letIn: Record<Relation<K>, readonly Actor[]>,
  readers: Partial<Record<Relation<K>, readonly Actor[]>> = {},
): Door {
  return { kind, unknown, letIn, readers: readers as Record<string, readonly Actor[]> };
}

const visitorFirst = { visitor: 401 };

const onlyDraft: Record<Relation<"document">, readonly Actor[]> = {
  ...{ draft: ["applicant", "competitor"], foreign: nobody, assigned: nobody },
  ...{ unassigned: nobody, jurorConflict: nobody, organiserConflict: nobody },
};
const decided: Record<Relation<"application">, readonly Actor[]> = {
  ...{ draft: nobody, judged: ["organiser"], elsewhere: nobody, foreign: nobody },
  ...{ assigned: ["organiser", "chair", "authority"], unassigned: ["organiser", "chair", "authority"] },
  ...{ jurorConflict: ["organiser", "chair", "authority"], organiserConflict: ["chair", "authority"] },
};
const organised: Record<Relation<"application">, readonly Actor[]> = {
  ...{ draft: nobody, judged: ["organiser"], elsewhere: nobody, foreign: nobody },
  ...{ assigned: ["organiser", "chair"], unassigned: ["organiser", "chair"] },
  ...{ jurorConflict: ["organiser", "chair"], organiserConflict: ["chair"] },
};
/** Before an application is looked for: decisions are not released, so no place is free. */
const toldOfPlaces: Told = (actor, slug) => {
  if (actor === "visitor") return 401;
  return slug === callSlugs.judging && (actor === "organiser" || actor === "chair") ? 409 : 403;
};

export const doors = {
  member: door(
    "application",
    told(404, visitorFirst),
    {
      ...{ draft: ["applicant", "competitor"], judged: ["applicant"], elsewhere: nobody, foreign: nobody },
      ...{ assigned: nobody, unassigned: nobody, jurorConflict: nobody, organiserConflict: nobody },
    },
    { draft: ["competitor"] },
  ),
  /** The text about a laureate, for its own people. */
  laureateText: {
    ...door("application", told(404, visitorFirst), {
      ...{ draft: ["applicant", "competitor"], judged: ["applicant"], elsewhere: nobody, foreign: nobody },
      ...{ assigned: nobody, unassigned: nobody, jurorConflict: nobody, organiserConflict: nobody },
    }),
    knows: { status: 404, who: { draft: ["applicant", "competitor"] } },
  } satisfies Door,
  /** Received applications, for those who look after them. */
  examiner: door("application", toldInCall(["organiser", "officer"]), {
    ...{ draft: nobody, judged: ["organiser"], elsewhere: nobody, foreign: nobody },
    ...{ assigned: ["organiser", "officer", "chair"], unassigned: ["organiser", "officer", "chair"] },
    ...{ jurorConflict: ["organiser", "officer", "chair"], organiserConflict: ["officer", "chair"] },
  }),
  juror: door("application", toldInCall(["juror"]), {
    ...{ draft: nobody, judged: nobody, elsewhere: nobody, foreign: nobody },
    ...{ assigned: ["juror"], unassigned: nobody, jurorConflict: nobody, organiserConflict: nobody },
  }),
  decider: door("application", toldInCall(["organiser", "authority"], isJudged), decided),
  departer: door("application", toldInCall(["organiser", "authority"]), decided),
  /** What the authority alone does, and what the organisers alone do while nobody has given a place up. */
  approver: door("application", toldInCall(["authority"], isJudged), decided),
  promoter: door("application", toldOfPlaces, decided),
  publisher: door("application", toldInCall(["organiser"]), {
    ...{ draft: nobody, judged: ["organiser"], elsewhere: nobody, foreign: nobody },
    ...{ assigned: nobody, unassigned: nobody, jurorConflict: nobody, organiserConflict: nobody },
  }),
  /** An application that an organiser's form names in its body. */
  organiser: door("application", toldInCall(["organiser"]), organised),
  assigner: door("application", toldInCall(["organiser"], isJudged), organised),
  document: door("document", told(404, visitorFirst), {
    ...{ draft: ["applicant", "competitor"], foreign: nobody, assigned: ["juror", ...staff] },
    ...{ unassigned: staff, jurorConflict: staff, organiserConflict: withoutOrganiser },
  }),
  /** A document that is named in a request about the actor's own draft: nobody's but its own. */
  ownDocument: door("document", told(404, visitorFirst), onlyDraft),
  ownDocumentToWrite: door("document", told(404, { ...visitorFirst, competitor: 403 }), {
    ...onlyDraft,
    draft: ["applicant"],
  }),
  receipt: door("receipt", told(404, visitorFirst), {
    ...{ judged: ["applicant", "organiser"], foreign: nobody, assigned: staff },
    ...{ unassigned: staff, jurorConflict: staff, organiserConflict: withoutOrganiser },
  }),
  submission: door("submission", told(404, visitorFirst), {
    own: ["competitor", "organiser", "administrator"],
    anothers: ["organiser", "administrator"],
    foreign: ["organiser", "administrator"],
  }),
  upload: door("upload", told(404, visitorFirst), { anothers: nobody }),
  /** What is not published does not exist; where signing in is asked for first, it is asked of visitors. */
  hiddenCall: door("call", told(404), { unpublished: nobody }),
  hiddenCallSignedIn: door("call", told(404, visitorFirst), { unpublished: nobody }),
  callDocument: door("callDocument", told(404), { unpublished: nobody }),
  hiddenChallenge: door("challenge", told(404), { unpublished: nobody }),
  hiddenChallengeSignedIn: door("challenge", told(404, visitorFirst), { unpublished: nobody }),
  challengeFile: door("challengeFile", told(404), { unpublished: nobody }),
  laureate: door("laureate", told(404), { unpublished: nobody }),
  phase: door("phase", told(403, { visitor: 401, organiser: 404, administrator: 404 }), { foreign: nobody }),
  question: door("question", told(403, { visitor: 401, organiser: 404 }), { foreign: nobody }),
  cutoff: door("cutoff", told(403, { visitor: 401, organiser: 404 }), { foreign: nobody }),
  foreignJuror: door("juror", toldInCall(["organiser"]), { foreign: nobody }),
  token: door("token", told(200, visitorFirst), { anothers: nobody }),
  /** Named in a request of the applicant, who may take back invitations to the own draft only. */
  invitation: door("invitation", told(404, { visitor: 401, applicant: 200, competitor: 403 }), {
    anothers: nobody,
  }),
  teamKey: door("teamKey", told(410), { foreign: nobody, expired: nobody }),
  teamKeySignedIn: door("teamKey", told(410, visitorFirst), { foreign: nobody, expired: nobody }),
  applicationKey: door("applicationKey", told(410, visitorFirst), { revoked: nobody, used: nobody }),
  /** A letter's link is for its address alone: whoever else holds it is told so. */
  jurorKey: {
    ...door("jurorKey", told(410), { expired: actors }),
    knows: { status: 403, who: { expired: signedIn } },
  },
  jurorKeySignedIn: {
    ...door("jurorKey", told(410, visitorFirst), { expired: signedIn }),
    knows: { status: 403, who: { expired: signedIn } },
  },
} as const;
