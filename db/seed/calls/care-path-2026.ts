import type { Bilingual } from "../../vocabulary.ts";

/** The demonstration's call in evaluation, modelled on one of 2020. Names and organisations are invented. */
const both = (fr: string, en: string): Bilingual => ({ fr, en });

export const carePathCall = {
  slug: "parcours-2026",
  title: both("L’IA au service du parcours de soins", "AI for a better path through care"),
  summary: both(
    "Pour des projets qui améliorent, avec les données de santé existantes, ce que vivent les malades et les soignants.",
    "For projects that improve what patients and carers go through, with existing health data.",
  ),
  description: both(
    "De la prise de rendez-vous au retour à domicile, l’appel soutient des projets d’**intelligence artificielle** éprouvés avec des soignants. Dix lauréats au plus.",
    "From the appointment to the return home, the call supports **artificial intelligence** projects tried out with carers. Ten laureates at most.",
  ),
};

export const juryCharter = both(
  `Je juge chaque dossier sur les critères publiés, et sur eux seuls.

Je déclare tout lien avec un porteur ou un partenaire, même ancien, même incertain. Je n’ouvre rien d’un dossier pour lequel j’ai un lien.

Je garde le secret sur les dossiers, les notes et les débats. Je ne confie aucun contenu à un service tiers.`,
  `I judge every application by the published criteria, and by nothing else.

I declare every tie with those who submit or their partners, even an old or an uncertain one. I open nothing of an application with which I have a tie.

I keep applications, marks and debates to myself. I give no content to any other service.`,
);

export type InventedJuror = {
  name: string;
  organisation: string;
  domain: string;
  expertise: string[];
  languages: ("fr" | "en")[];
  maxLoad: number;
};

const everything: ("fr" | "en")[] = ["fr", "en"];
const juror = (
  name: string,
  [organisation, domain]: [organisation: string, domain: string],
  expertise: string[],
  languages = everything,
): InventedJuror => ({ name, organisation, domain, expertise, languages, maxLoad: 14 });

/** Besides the juror of the demonstration accounts. */
export const inventedJurors: InventedJuror[] = [
  juror("Octave Lanfray", ["Université de Brévannes", "brevannes.invalid"], ["imaging", "emergency"]),
  juror("Sidonie Aubrac", ["CHU de Valmont", "chu-valmont.invalid"], ["chronic", "organisation"]),
  juror("Thibault Erquy", ["Labo. Sérac", "serac.invalid"], ["emergency", "prevention"]),
  juror("Nadège Quintavalle", ["INSOM", "insom.invalid"], ["rare", "chronic"]),
  juror("Fergus Dunmore", ["Dunmore College", "dunmore.invalid"], ["imaging", "rare"]),
  juror("Apolline Vasseur-Roy", ["Agence des parcours", "parcours.invalid"], ["organisation", "prevention"]),
  juror("Basile Kermorvan", ["Hôpital de Pontargent", "pontargent.invalid"], ["emergency", "chronic"]),
  juror(
    "Ludivine Sabatier",
    ["Association Patients d’abord", "patients.invalid"],
    ["chronic", "prevention"],
    ["fr"],
  ),
  juror("Ismaël Benhaddou", ["École de santé du Ponant", "ponant.invalid"], ["prevention", "imaging"]),
  juror("Rowena Ashgrove", ["Ashgrove Trust", "ashgrove.invalid"], ["organisation", "rare"]),
  juror("Victorin Delmas", ["Caisse du Lauragais", "lauragais.invalid"], ["organisation", "emergency"]),
];

/** A name that stands in an application although somebody of the jury or an organiser has a tie with it. */
const plantedPartners: Record<number, { organisation: string; person: string; email: string }> = {
  /** The juror himself, with the particles of another spelling. */
  2: { organisation: "Clinique des Alizés", person: "LANFRAY Octave", email: "o.lanfray@alizes.invalid" },
  /** The juror's hospital, under a shorter spelling. */
  5: { organisation: "CHU Valmont", person: "Mathurin Peyrac", email: "" },
  /** The domain of a juror's confirmed address. */
  8: { organisation: "Coopérative Azimut", person: "Gaspard Noirmont", email: "noirmont@serac.invalid" },
  /** The long name of an acronym. */
  11: { organisation: "Institut national du sommeil (INSOM)", person: "Zéphyrine Hallier", email: "" },
  /** A juror signs this one with somebody who leads the one before. */
  14: { organisation: "Atelier Boréal", person: "Fergus Dunmore", email: "" },
  /** The organiser's own institution: that application is closed to him. */
  18: { organisation: "Centre Albert-Lorme", person: "Alban Rochefeuille", email: "" },
  /** A namesake: found, and dismissed with a reason. */
  21: { organisation: "Mairie d’Ormeville", person: "Basile Kermorvant", email: "" },
  /** What nothing can find: a tie that the juror declares. */
  24: { organisation: "Fondation Clairbois", person: "Anselme Tardieu", email: "" },
  /** The institution of the demonstration's juror. */
  27: { organisation: "Institut Ardant", person: "Béatrix Ollagnier", email: "" },
};

export const declaredTie = { juror: "Apolline Vasseur-Roy", name: "Anselme Tardieu" };
export const namesake = {
  juror: "Basile Kermorvan",
  reason: "Vérifié auprès des deux\u00a0: ce sont deux personnes, sans parenté ni travaux communs.",
};
/** Leads one application and is a partner of the next. */
const coApplicant = { organisation: "Atelier Boréal", person: "Isaure Montferrand", email: "" };

const givenNames = [
  "Aubin",
  "Capucine",
  "Daphné",
  "Eudes",
  "Flavie",
  "Guilhem",
  "Hortense",
  "Irénée",
] as const;
const familyNames = ["Belcastel", "Chantepie", "Durocher", "Escoffier", "Fontbrune"] as const;
const places = [
  "Arcy",
  "Belmont",
  "Corvane",
  "Dorlac",
  "Estrées",
  "Fermanel",
  "Gravelle",
  "Hautmer",
] as const;
const kinds = [
  { name: (place: string) => `Centre hospitalier de ${place}`, type: "hospital" },
  { name: (place: string) => `Université ${place}-Littoral`, type: "research" },
  { name: (place: string) => `Association Mieux vivre à ${place}`, type: "association" },
  { name: (place: string) => `${place} Santé numérique`, type: "company" },
  { name: (place: string) => `Clinique Notre-Dame, ${place}`, type: "hospital" },
] as const;
const subjects = [
  both("Repérer plus tôt la fragilité après une fracture", "Finding frailty earlier after a fracture"),
  both("Réduire les rendez-vous manqués en rhumatologie", "Fewer missed appointments in rheumatology"),
  both("Prévoir les lits d’aval trois jours à l’avance", "Forecasting beds for discharge three days ahead"),
  both(
    "Relire les mammographies quand deux lectures divergent",
    "A third look when two mammography readings differ",
  ),
  both("Suivre à distance les grossesses à risque", "Following at-risk pregnancies from a distance"),
  both(
    "Ordonnances de sortie\u00a0: signaler les interactions",
    "Discharge prescriptions: pointing out interactions",
  ),
  both("Orienter les douleurs thoraciques en médecine de ville", "Guiding chest pain in general practice"),
  both(
    "Comprendre l’errance diagnostique des maladies rares",
    "Understanding the long search for rare diagnoses",
  ),
] as const;
const people = [
  both("chez les personnes âgées", "among older people"),
  both("en zone rurale", "in the countryside"),
  both("avec les infirmières", "together with nurses"),
  both("sans alourdir la saisie", "without more typing"),
  both("avec les associations", "together with associations"),
] as const;
const topics = ["imaging", "emergency", "chronic", "rare", "prevention", "organisation"] as const;

export type InventedApplication = {
  person: string;
  organisation: string;
  type: string;
  locale: "fr" | "en";
  title: string;
  topics: string[];
  partners: { organisation: string; person: string; email: string }[];
};

/** One of a list, over and over. */
function nth<Value>(list: readonly [Value, ...Value[]], index: number): Value {
  return list[index % list.length] ?? list[0];
}

/** Forty applications, one in three in English; the planted ones have a partner more. */
export const carePathApplications: InventedApplication[] = Array.from({ length: 40 }, (_, index) => {
  const kind = nth(kinds, index);
  const locale = index % 3 === 2 ? ("en" as const) : ("fr" as const);
  const planted = plantedPartners[index];
  return {
    person: index === 13 ? coApplicant.person : `${nth(givenNames, index)} ${nth(familyNames, index)}`,
    organisation: kind.name(nth(places, index)),
    type: kind.type,
    locale,
    title: `${nth(subjects, index)[locale]}, ${nth(people, index)[locale]}`,
    topics: [...new Set([nth(topics, index), nth(topics, index * 5 + 2)])],
    partners: [...(planted === undefined ? [] : [planted]), ...(index === 14 ? [coApplicant] : [])],
  };
});

/** What all applications of a language answer. */
export const carePathWords = {
  fr: {
    impact:
      "Un geste inutile évité pour un malade sur dix, et une heure rendue chaque semaine à chaque soignant du service.",
    question: "Les données déjà recueillies suffisent-elles à prévoir ce dont le malade aura besoin\u202f?",
    plan: "Cohorte rétrospective, modèle fixé avant la lecture des issues, validation sur un site qui n’a pas servi à l’apprentissage. Les erreurs sont rapportées par âge, sexe et défavorisation.",
    data: "Comptes rendus et séjours de 2018 à 2025, environ 90\u202f000 par an, sans donnée directement identifiante.",
    what: "Personnel temporaire et calcul",
  },
  en: {
    impact:
      "One needless act less for one patient in ten, and an hour a week given back to every carer of the department.",
    question: "Are the data that care has already collected enough to foresee what a patient will need?",
    plan: "Retrospective cohort, model fixed before any outcome is read, validation on a site that was not learnt from. Errors are reported by age, sex and deprivation.",
    data: "Reports and stays from 2018 to 2025, about 90,000 a year, without directly identifying data.",
    what: "Temporary staff and computing",
  },
};
