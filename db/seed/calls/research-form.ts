/** The form of the demonstration's calls, as its organisers write it. */
const both = (fr: string, en: string) => ({ fr, en });

const organisationTypes = [
  { value: "hospital", label: both("Établissement de santé", "Hospital") },
  { value: "research", label: both("Organisme de recherche", "Research body") },
  { value: "association", label: both("Association", "Association") },
  { value: "company", label: both("Entreprise", "Company") },
];

const lead = {
  id: "lead",
  title: both("Porteur et partenaires", "Lead and partners"),
  help: both(
    "Qui porte le projet, et avec qui. Ces noms servent aussi à écarter les conflits d’intérêts du jury.",
    "Who leads the project, and with whom. These names also serve to keep conflicts of interest out of the jury.",
  ),
  fields: [
    {
      type: "organisation",
      id: "lead_organisation",
      identifies: true,
      label: both("Organisme porteur", "Lead organisation"),
    },
    {
      type: "choice",
      id: "lead_type",
      label: both("Type de structure", "Kind of organisation"),
      options: organisationTypes,
    },
    {
      type: "short_text",
      id: "registration",
      label: both("Numéro SIRET", "Company registration number"),
      maxCharacters: 20,
      identifies: true,
      audience: "administration",
      when: { field: "lead_type", is: "company" },
    },
    {
      type: "short_text",
      id: "lead_person",
      names: "person",
      identifies: true,
      label: both("Responsable scientifique", "Principal investigator"),
    },
    {
      type: "email",
      id: "lead_email",
      identifies: true,
      audience: "administration",
      label: both("Adresse électronique", "E-mail address"),
    },
    {
      type: "table",
      id: "partners",
      optional: true,
      identifies: true,
      minRows: 0,
      maxRows: 12,
      label: both("Partenaires", "Partners"),
      help: both(
        "Un organisme par ligne, avec la personne qui s’engage.",
        "One organisation per row, with the person who commits.",
      ),
      columns: [
        { type: "organisation", id: "organisation", label: both("Organisme", "Organisation") },
        {
          type: "short_text",
          id: "person",
          names: "person",
          maxCharacters: 100,
          label: both("Personne", "Person"),
        },
        { type: "email", id: "email", optional: true, label: both("Adresse électronique", "E-mail address") },
      ],
    },
  ],
};

const summary = {
  id: "summary",
  title: both("Résumé du projet", "Summary of the project"),
  help: both(
    "Ce résumé sera publié si le projet est lauréat. Écrivez-le pour un lecteur qui n’est pas du domaine.",
    "This summary is published if the project is chosen. Write it for a reader from another field.",
  ),
  fields: [
    {
      type: "short_text",
      id: "title",
      maxCharacters: 120,
      label: both("Titre du projet", "Title of the project"),
      help: both("Sans sigle.", "Without acronyms."),
    },
    {
      type: "short_text",
      id: "title_en",
      maxCharacters: 120,
      optional: true,
      label: both("Titre en anglais", "Title in English"),
    },
    {
      type: "long_text",
      id: "impact",
      maxCharacters: 1200,
      criterion: "benefit",
      label: both("En quoi le projet change-t-il le soin\u202f?", "How does the project change care?"),
    },
    {
      type: "number",
      id: "months",
      min: 6,
      max: 36,
      whole: true,
      unit: both("mois", "months"),
      label: both("Durée du projet", "Duration of the project"),
    },
    {
      type: "date",
      id: "start",
      min: "2027-01-01",
      max: "2028-12-31",
      label: both("Début souhaité", "Wished start"),
    },
    {
      type: "choices",
      id: "topics",
      max: 3,
      label: both("Thèmes", "Topics"),
      help: both("Trois au plus.", "Three at most."),
      options: [
        { value: "imaging", label: both("Imagerie", "Imaging") },
        { value: "emergency", label: both("Urgences", "Emergency care") },
        { value: "chronic", label: both("Maladies chroniques", "Chronic diseases") },
        { value: "rare", label: both("Maladies rares", "Rare diseases") },
        { value: "prevention", label: both("Prévention", "Prevention") },
        { value: "organisation", label: both("Organisation des soins", "Organisation of care") },
      ],
    },
  ],
};

const method = {
  id: "method",
  title: both("Question et méthode", "Question and method"),
  fields: [
    {
      type: "long_text",
      id: "question",
      maxWords: 250,
      criterion: "science",
      label: both("Question de recherche", "Research question"),
    },
    {
      type: "long_text",
      id: "plan",
      maxWords: 600,
      criterion: "science",
      label: both("Méthode et plan d’analyse", "Method and plan of analysis"),
    },
    {
      type: "long_text",
      id: "data",
      maxWords: 300,
      criterion: "feasibility",
      label: both("Données demandées", "Data asked for"),
      help: both(
        "Bases, périodes, effectifs attendus. N’écrivez aucune donnée de patient.",
        "Databases, periods, expected numbers. Write no data of patients.",
      ),
    },
  ],
};

const budget = {
  id: "budget",
  title: both("Budget", "Budget"),
  fields: [
    {
      type: "table",
      id: "costs",
      maxRows: 15,
      criterion: "feasibility",
      label: both("Dépenses", "Costs"),
      help: both("150\u202f000\u00a0€ au plus en tout.", "€150,000 at most in all."),
      columns: [
        { type: "short_text", id: "what", maxCharacters: 120, label: both("Dépense", "Cost") },
        { type: "money", id: "amount", label: both("Montant, en euros", "Amount, in euros") },
      ],
      total: { column: "amount", max: 150000 },
    },
    {
      type: "money",
      id: "other_funding",
      optional: true,
      label: both("Autres financements acquis", "Other funding obtained"),
    },
  ],
};

const enclosures = {
  id: "enclosures",
  title: both("Pièces", "Documents"),
  help: both("En PDF, sans mot de passe.", "As PDF, without password."),
  fields: [
    {
      type: "document",
      id: "analysis_plan",
      maxMegabytes: 10,
      maxPages: 20,
      label: both("Plan d’analyse (PDF)", "Plan of analysis (PDF)"),
    },
    {
      type: "document",
      id: "support_letter",
      maxMegabytes: 5,
      maxPages: 5,
      optional: true,
      identifies: true,
      label: both("Lettre de soutien (PDF)", "Letter of support (PDF)"),
    },
  ],
};

const commitments = {
  id: "commitments",
  title: both("Engagements", "Commitments"),
  fields: [
    {
      type: "consent",
      id: "rules",
      label: both(
        "J’ai lu le règlement de l’appel et je l’accepte.",
        "I have read the rulebook of the call and accept it.",
      ),
    },
    {
      type: "consent",
      id: "truth",
      label: both("Les renseignements donnés sont exacts.", "What is stated here is correct."),
    },
  ],
};

export const researchForm = {
  titleField: "title",
  sections: [lead, summary, method, budget, enclosures, commitments],
};
