import { texts } from "#app/i18n/text.ts";

/** Words of the letters, their dry run and the release. */
export const decisionLetterTexts = texts(
  {
    title: "Letters and release",
    lead: "Each letter is made from the one decision on its application: it cannot say another thing.",
    back: "Decisions",
    kinds: {
      laureate: "Laureate",
      waiting_list: "Waiting list",
      rejected: "Not selected",
      promoted: "Promoted from the waiting list",
    },
    templates: "Templates",
    templatesMore: "Places between braces are filled in from the decision.",
    notSaved: "not saved yet: below is a text to begin with",
    saved: "saved",
    subjectIn: { fr: "Subject, in French", en: "Subject, in English" },
    bodyIn: { fr: "Letter, in French", en: "Letter, in English" },
    save: "Save this template",
    places: "Places",
    placeWords: {
      name: "who reads it",
      call: "title of the call",
      title: "title of the application",
      code: "code of the application",
      amount: "amount granted; laureates only",
      place: "place on the waiting list; waiting only",
      reasons: "reasons of the decision",
      conditions: "conditions; the paragraph is left out where there are none",
      appeals: "ways of appeal, from the legal mentions",
      link: "address of the decision’s page",
    },
    faults: {
      missing: () => "There is no template.",
      empty: () => "The subject or the letter is empty.",
      unknown: (place: string) => `{${place}} is no place.`,
      contradicts: (place: string) => `{${place}} contradicts this outcome.`,
      lacking: (place: string) => `{${place}} is missing: the letter may not go without it.`,
    },
    incomplete: (code: string, place: string) =>
      `${code}: the letter names {${place}}, the decision has none.`,
    terms: "What applicants read, and the envelope",
    envelope: "Envelope, in euros",
    envelopeHelp: "All grants together. Leave it empty when there is none.",
    marks: "Applicants read the mean of their marks",
    saveTerms: "Save",
    yes: "yes",
    no: "no",
    rehearsal: "Dry run",
    rehearsalMore: (letters: number, applications: number) =>
      letters === 0
        ? applications === 0
          ? "No decision is approved, so no letter would go out."
          : `${applications === 1 ? "One decision is" : `${String(applications)} decisions are`} approved; templates are missing.`
        : `${letters === 1 ? "One letter" : `${String(letters)} letters`} on ${applications === 1 ? "one application" : `${String(applications)} applications`} would go out now. Every one can be read here.`,
    releasedOn: (at: string, sent: number, all: number) =>
      sent === all
        ? `Released on ${at}. All letters are sent.`
        : `Released on ${at}. All letters are owed; ${String(sent)} of ${String(all)} are sent.`,
    noFault: "No fault.",
    faultsFound: "The letters cannot go out yet.",
    to: "To",
    release: "Release",
    releaseMore:
      "All applicants read their decision from the same moment on, and the letters are sent. This cannot be taken back.",
    count: (letters: number) => `Number of letters (type ${String(letters)})`,
    send: "Release the decisions",
    sending: "Releasing…",
    released: (letters: number) =>
      letters === 1
        ? "Released. One letter is on its way."
        : `Released. ${String(letters)} letters are on their way.`,
    sent: (sent: number, all: number) => `Letters sent: ${String(sent)} of ${String(all)}.`,
    authorityOnly: "The authority of the call releases the decisions.",
    savedNow: "Saved.",
    waiting: (count: number) =>
      count === 1
        ? "One application is not approved yet."
        : `${String(count)} applications are not approved yet.`,
  },
  {
    title: "Lettres et publication",
    lead: "Chaque lettre est faite de l’unique décision sur sa candidature\u00a0: elle ne peut dire autre chose.",
    back: "Décisions",
    kinds: {
      laureate: "Lauréat",
      waiting_list: "Liste d’attente",
      rejected: "Non retenu",
      promoted: "Promu de la liste d’attente",
    },
    templates: "Modèles",
    templatesMore: "Les champs entre accolades sont remplis par la décision.",
    notSaved: "pas encore enregistré\u00a0: voici un texte pour commencer",
    saved: "enregistré",
    subjectIn: { fr: "Objet, en français", en: "Objet, en anglais" },
    bodyIn: { fr: "Lettre, en français", en: "Lettre, en anglais" },
    save: "Enregistrer ce modèle",
    places: "Champs",
    placeWords: {
      name: "qui la lit",
      call: "titre de l’appel",
      title: "titre de la candidature",
      code: "code de la candidature",
      amount: "montant accordé\u202f; lauréats seulement",
      place: "place sur la liste d’attente\u202f; en attente seulement",
      reasons: "motifs de la décision",
      conditions: "conditions\u202f; le paragraphe tombe s’il n’y en a pas",
      appeals: "voies de recours, des mentions légales",
      link: "adresse de la page de la décision",
    },
    faults: {
      missing: () => "Il n’y a pas de modèle.",
      empty: () => "L’objet ou la lettre est vide.",
      unknown: (place: string) => `{${place}} n’est pas un champ.`,
      contradicts: (place: string) => `{${place}} contredit cette issue.`,
      lacking: (place: string) => `{${place}} manque\u00a0: la lettre ne peut partir sans.`,
    },
    incomplete: (code: string, place: string) =>
      `${code}\u00a0: la lettre nomme {${place}}, la décision n’en a pas.`,
    terms: "Ce que lisent les candidats, et l’enveloppe",
    envelope: "Enveloppe, en euros",
    envelopeHelp: "Tous les montants ensemble. À laisser vide s’il n’y en a pas.",
    marks: "Les candidats lisent la moyenne de leurs notes",
    saveTerms: "Enregistrer",
    yes: "oui",
    no: "non",
    rehearsal: "Relecture avant envoi",
    rehearsalMore: (letters: number, applications: number) =>
      letters === 0
        ? applications === 0
          ? "Aucune décision n’est approuvée\u00a0: aucune lettre ne partirait."
          : `${applications === 1 ? "Une décision est approuvée" : `${String(applications)} décisions sont approuvées`}\u202f; des modèles manquent.`
        : `${letters === 1 ? "Une lettre partirait" : `${String(letters)} lettres partiraient`} maintenant, sur ${applications === 1 ? "une candidature" : `${String(applications)} candidatures`}. Chacune se lit ici.`,
    releasedOn: (at: string, sent: number, all: number) =>
      sent === all
        ? `Publié le ${at}. Toutes les lettres sont parties.`
        : `Publié le ${at}. Toutes les lettres sont dues\u202f; ${String(sent)} sur ${String(all)} sont parties.`,
    noFault: "Aucun défaut.",
    faultsFound: "Les lettres ne peuvent pas encore partir.",
    to: "À",
    release: "Publication",
    releaseMore:
      "Tous les candidats lisent leur décision à partir du même instant, et les lettres partent. On ne peut revenir en arrière.",
    count: (letters: number) => `Nombre de lettres (écrire ${String(letters)})`,
    send: "Publier les décisions",
    sending: "Publication…",
    released: (letters: number) =>
      letters === 1
        ? "C’est publié. Une lettre est en route."
        : `C’est publié. ${String(letters)} lettres sont en route.`,
    sent: (sent: number, all: number) => `Lettres parties\u00a0: ${String(sent)} sur ${String(all)}.`,
    authorityOnly: "L’autorité de l’appel publie les décisions.",
    savedNow: "Enregistré.",
    waiting: (count: number) =>
      count === 1
        ? "Une candidature n’est pas encore approuvée."
        : `${String(count)} candidatures ne sont pas encore approuvées.`,
  },
);

/** Words of the page on which an applicant reads the decision. */
export const feedbackTexts = texts(
  {
    title: "Decision",
    link: "Decision on this application",
    unknown: "Nothing is decided yet",
    unknownMore:
      "The decisions of this call are released for everybody at the same moment. You will get a letter.",
    expected: (date: string) => `Expected on ${date}.`,
    heads: {
      laureate: "Your project is a laureate",
      promoted: "Your project is a laureate, from the waiting list",
      waiting_list: "Your project is on the waiting list",
      rejected: "Your project is not selected",
    },
    releasedAt: (at: string) => `Decision of ${at}`,
    place: "Place on the waiting list",
    amount: "Amount granted",
    reasons: "Reasons",
    conditions: "Conditions",
    opinion: "Opinion of the jury",
    opinionMore: "In the jurors’ own words, without their names and in no particular order.",
    noOpinion: "No juror has left a comment for you.",
    marks: "Mean of the marks",
    marksMore: "Over all who judged the application.",
    outOf: (mean: string, max: string) => `${mean} of ${max}`,
    noMark: "not judged",
    appeals: "If you do not agree",
    questions: (service: string) => `Questions: ${service},`,
    decline: "Give the place up",
    declineMore: "It goes to the next on the waiting list. This cannot be taken back.",
    sure: "I give the place up for all who carry the project",
    declineSend: "Give the place up",
    withdrawn: "The place has been given up.",
  },
  {
    title: "Décision",
    link: "Décision sur cette candidature",
    unknown: "Rien n’est encore décidé",
    unknownMore:
      "Les décisions de cet appel sont publiées pour tous au même instant. Vous recevrez une lettre.",
    expected: (date: string) => `Attendues le ${date}.`,
    heads: {
      laureate: "Votre projet est lauréat",
      promoted: "Votre projet est lauréat, depuis la liste d’attente",
      waiting_list: "Votre projet est sur la liste d’attente",
      rejected: "Votre projet n’est pas retenu",
    },
    releasedAt: (at: string) => `Décision du ${at}`,
    place: "Place sur la liste d’attente",
    amount: "Montant accordé",
    reasons: "Motifs",
    conditions: "Conditions",
    opinion: "Avis du jury",
    opinionMore: "Dans les mots des jurés, sans leurs noms et sans ordre particulier.",
    noOpinion: "Aucun juré ne vous a laissé de commentaire.",
    marks: "Moyenne des notes",
    marksMore: "Sur tous ceux qui ont évalué la candidature.",
    outOf: (mean: string, max: string) => `${mean} sur ${max}`,
    noMark: "non évalué",
    appeals: "Si vous n’êtes pas d’accord",
    questions: (service: string) => `Questions\u00a0: ${service},`,
    decline: "Renoncer à la place",
    declineMore: "Elle revient au suivant de la liste d’attente. On ne peut revenir en arrière.",
    sure: "Je renonce à la place pour tous ceux qui portent le projet",
    declineSend: "Renoncer à la place",
    withdrawn: "La place a été rendue.",
  },
);
