import type { Bilingual } from "../../vocabulary.ts";

/** The demonstration's closed call, whose applications wait for their officer. Names and organisations are invented. */
const both = (fr: string, en: string): Bilingual => ({ fr, en });

export const emergencyCall = {
  slug: "urgences-2026",
  title: both("Urgences\u00a0: mieux orienter dès l’arrivée", "Emergency care: better guidance from arrival"),
  summary: both(
    "Pour des projets qui réduisent l’attente et les retours évitables aux urgences, à partir des données des services.",
    "For projects that reduce waiting and avoidable returns to emergency care, with the services’ own data.",
  ),
  description: both(
    "Les services d’urgence recueillent chaque jour de quoi mieux orienter les malades. L’appel soutient les équipes qui veulent s’en servir, **sans charge de plus pour les soignants**.",
    "Emergency departments collect every day what is needed to guide patients better. The call supports teams that want to use it, **without more work for carers**.",
  ),
};

/** Answers of invented applicants; what they share is filled in by the seed. */
export const emergencyApplications = [
  {
    person: "Lubin Fercoq",
    organisation: "SAMU des Trois-Vallées",
    type: "hospital",
    title: "Trier les appels d’urgence sans perdre de temps",
    partners: [["Univ. de Brévannes", "Salomé Kervadec"]],
    amount: "98 500",
    hasLetter: true,
  },
  {
    person: "Oriane Castaing",
    organisation: "Association Data-Soin",
    type: "association",
    title: "Dialogue 15",
    partners: [],
    amount: "64 000",
    hasLetter: false,
  },
  {
    person: "Ivan Thévenard",
    organisation: "Labo. Sérac",
    type: "company",
    title: "Prédire l’attente, heure par heure",
    partners: [
      ["CHU de Valmont", "Tancrède Muzelle"],
      ["Institut Ardant", "Béatrix Ollagnier"],
    ],
    amount: "148 900",
    hasLetter: true,
  },
  {
    person: "Maud Lescure-Bonnin",
    organisation: "Centre hospitalier de Montbrac",
    type: "hospital",
    title: "Retours à 72 heures : comprendre avant de prédire",
    partners: [["Centre Albert-Lorme", "Élie Sauvageot"]],
    amount: "120 000",
    hasLetter: false,
  },
] as const;
