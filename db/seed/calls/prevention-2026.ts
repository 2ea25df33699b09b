import type { Bilingual, Locale } from "../../vocabulary.ts";

/** The demonstration's announced call, with its ten laureates. Names, organisations and projects are invented. */
const both = (fr: string, en: string): Bilingual => ({ fr, en });

export const preventionCall = {
  slug: "prevention-2026",
  title: both(
    "Prévenir et accompagner avec les données de santé",
    "Preventing and supporting with health data",
  ),
  summary: both(
    "Pour des projets qui évitent une maladie, une complication ou un renoncement aux soins, à partir de données existantes.",
    "For projects that avoid a disease, a complication or care given up, from data that already exist.",
  ),
  description: both(
    "Agir avant la maladie, ou avant qu’elle ne s’aggrave\u00a0: l’appel a retenu **dix projets** portés par des hôpitaux, des équipes de recherche, des associations et des entreprises.",
    "Acting before disease, or before it gets worse: the call has chosen **ten projects** led by hospitals, research teams, associations and companies.",
  ),
};

const agency = { organisation: "Agence des registres", domain: "registres.invalid" };
export const authorityOfPrevention = { name: "Mathilde Vannier", ...agency };
/** Organises with the organiser of the demonstration, and rules on what was found about him. */
export const secondOrganiser = { name: "Clémence Arnoult", ...agency };
export const sharedDomain =
  "Même fournisseur d’adresses que le candidat, pas le même employeur\u00a0: vérifié auprès des deux.";

export type InventedLaureate = {
  person: string;
  organisation: string;
  type: "hospital" | "research" | "association" | "company";
  locale: Locale;
  /** The mark that most jurors give; from 0 to 5. */
  quality: number;
  title: Bilingual;
  summary: Bilingual;
  topics: string[];
  partners: { organisation: string; person: string; email: string }[];
  amountEuros: number;
  /** Besides the lead: who has agreed to be named. */
  named: string[];
  citation: Bilingual | null;
};

const partner = (organisation: string, person: string) => ({ organisation, person, email: "" });

/** The one that belongs to the demonstration's applicant account comes first. */
export const preventionApplications: InventedLaureate[] = [
  {
    ...{ person: "Armand Tessereau", organisation: "CHU de Valmont", type: "hospital", locale: "fr" },
    ...{ quality: 4.9, amountEuros: 148_000, topics: ["emergency", "prevention"] },
    title: both(
      "Prédire l’hémorragie du post-partum dès l’admission",
      "Predicting postpartum haemorrhage from admission",
    ),
    summary: both(
      "Une femme sur vingt saigne trop après son accouchement, et chaque minute compte. À partir de cent vingt mille dossiers de maternité, l’équipe construit un score que les sages-femmes calculent à l’arrivée, sans saisie supplémentaire.\n\nLe score sera éprouvé dans quatre maternités qui n’ont pas servi à le construire. Ses erreurs seront publiées par âge, origine et mode d’accouchement.",
      "One woman in twenty bleeds too much after giving birth, and every minute counts. From a hundred and twenty thousand maternity records, the team builds a score that midwives work out on arrival, without any more typing.\n\nThe score will be tried out in four maternity units that were not used to build it. Its errors will be published by age, origin and mode of delivery.",
    ),
    partners: [
      partner("Univ. de Brévannes", "Noé Castelline"),
      partner("Maternité des Tilleuls", "Lise Aubrun"),
    ],
    named: ["Armand Tessereau", "Noé Castelline"],
    citation: both(
      "Une question simple, des données déjà là, et un gain que les sages-femmes pourront mesurer dès la première année.",
      "A simple question, data that are already there, and a gain that midwives can measure within the first year.",
    ),
  },
  {
    ...{ person: "Solène Habert", organisation: "Institut Ardant", type: "research", locale: "fr" },
    ...{ quality: 4.6, amountEuros: 132_000, topics: ["chronic"] },
    title: both(
      "Repérer la perte d’un greffon rénal six mois plus tôt",
      "Spotting the loss of a kidney graft six months earlier",
    ),
    summary: both(
      "Après une greffe de rein, le rejet chronique s’installe sans bruit. Le projet relie les bilans de ville, les séjours et les délivrances de médicaments de neuf mille greffés pour reconnaître les trajectoires qui annoncent la perte du greffon.\n\nLes néphrologues recevront une alerte expliquée, et décideront.",
      "After a kidney transplant, chronic rejection sets in quietly. The project links outpatient tests, stays and dispensed medicines of nine thousand transplanted patients to recognise the courses that announce the loss of the graft.\n\nNephrologists will receive an alert with its reasons, and decide.",
    ),
    partners: [partner("Hôpital Mérane", "Gauthier Lanoix")],
    named: ["Solène Habert"],
    citation: both(
      "Un plan d’analyse exemplaire, et des patients associés à chaque étape.",
      "An exemplary plan of analysis, with patients taking part at every step.",
    ),
  },
  {
    ...{ person: "Aurèle Montcalm", organisation: "Université de Corvane", type: "research", locale: "en" },
    ...{ quality: 4.3, amountEuros: 118_000, topics: ["prevention", "chronic"] },
    title: both("Relier asthme et pollens, commune par commune", "Linking asthma and pollen, town by town"),
    summary: both(
      "Les pics de pollen remplissent les urgences, mais pas partout ni chez tous. Le projet rapproche dix ans de mesures de pollens et les passages pour asthme, commune par commune, et en tire une carte d’alerte ouverte à tous.\n\nLes données, le code et la carte seront publiés sous licence libre.",
      "Pollen peaks fill emergency rooms, but not everywhere and not for everybody. The project brings ten years of pollen measurements together with visits for asthma, town by town, and draws from them a warning map that is open to all.\n\nData, code and map will be published under a free licence.",
    ),
    partners: [partner("Observatoire de l’air du Ponant", "Élise Cadiou")],
    named: [],
    citation: null,
  },
  {
    ...{ person: "Lubin Fercoq", organisation: "SAMU des Trois-Vallées", type: "hospital", locale: "fr" },
    ...{ quality: 4.1, amountEuros: 120_000, topics: ["emergency", "organisation"] },
    title: both(
      "Trier les appels d’urgence sans perte de chance",
      "Sorting emergency calls without loss of chance",
    ),
    summary: both(
      "Au téléphone, quelques mots décident. L’équipe étudie quatre ans d’appels, avec l’accord des appelants, pour aider l’assistant de régulation à reconnaître un infarctus chez les femmes, encore trop souvent manqué.\n\nAucun appel n’est trié par la machine\u00a0: elle rappelle la question à poser.",
      "On the telephone, a few words decide. The team studies four years of calls, with the callers’ agreement, to help dispatchers recognise a heart attack in women, which is still missed too often.\n\nNo call is sorted by the machine: it recalls the question to ask.",
    ),
    partners: [partner("Univ. de Brévannes", "Salomé Kervadec")],
    named: ["Lubin Fercoq", "Salomé Kervadec"],
    citation: null,
  },
  {
    ...{ person: "Tiphaine Roqueval", organisation: "Hôpital Mérane", type: "hospital", locale: "fr" },
    ...{ quality: 3.9, amountEuros: 96_000, topics: ["emergency"] },
    title: both(
      "Mesurer l’attente aux urgences pédiatriques",
      "Measuring the wait in children’s emergency care",
    ),
    summary: both(
      "Combien de temps un enfant fiévreux attend-il, la nuit, en hiver\u202f? Personne ne le sait partout de la même façon. Le projet définit une mesure commune avec douze services et la publie chaque semaine.",
      "How long does a feverish child wait, at night, in winter? Nobody knows it everywhere in the same way. The project defines a common measure with twelve departments and publishes it every week.",
    ),
    partners: [],
    named: ["Tiphaine Roqueval"],
    citation: null,
  },
  {
    ...{ person: "Côme Darrieux", organisation: "Hôpital de Sainte-Foy", type: "hospital", locale: "fr" },
    ...{ quality: 3.7, amountEuros: 91_000, topics: ["organisation"] },
    title: both("Prévoir les lits de grands brûlés à sept jours", "Forecasting burn beds seven days ahead"),
    summary: both(
      "Les lits spécialisés pour les brûlures graves sont rares et éloignés. À partir des transferts de six ans, le projet prévoit les besoins de la semaine et propose un partage entre centres, revu chaque matin par les équipes.",
      "Beds for severe burns are few and far apart. From six years of transfers, the project forecasts the needs of the week and suggests how centres may share them, reviewed by the teams every morning.",
    ),
    partners: [partner("Agence des parcours du Nord", "Blandine Ossart")],
    named: [],
    citation: null,
  },
  {
    ...{
      person: "Oriane Castaing",
      organisation: "Association Data-Soin",
      type: "association",
      locale: "fr",
    },
    ...{ quality: 3.5, amountEuros: 64_000, topics: ["imaging", "prevention"] },
    title: both("Relire la nuit les radiographies d’enfants", "Reading children’s X-rays again at night"),
    summary: both(
      "La nuit, une fracture d’enfant sur huit est vue le lendemain. Une association de parents et trois services évaluent une relecture assistée, en comptant aussi les clichés inutiles et les inquiétudes pour rien.",
      "At night, one child’s fracture in eight is seen the day after. A parents’ association and three departments evaluate assisted second readings, counting needless pictures and needless worries too.",
    ),
    partners: [partner("Clinique des Alizés", "Hector Vignal")],
    named: ["Oriane Castaing"],
    citation: null,
  },
  {
    ...{ person: "Ingrid Falaise", organisation: "Sérac Santé", type: "company", locale: "en" },
    ...{ quality: 3.4, amountEuros: 110_000, topics: ["rare"] },
    title: both(
      "Abréger l’errance des maladies neuromusculaires",
      "Shortening the search in neuromuscular diseases",
    ),
    summary: both(
      "Il faut en moyenne quatre ans pour nommer une maladie neuromusculaire rare. Le projet cherche, dans les comptes rendus de consultation, les premiers signes qu’un généraliste peut reconnaître, et les rassemble dans un guide d’une page.",
      "It takes four years on average to name a rare neuromuscular disease. The project looks in consultation reports for the first signs that a general practitioner can recognise, and gathers them in a guide of one page.",
    ),
    partners: [
      partner("Filière des maladies du muscle", "Anouk Ferrand"),
      partner("Institut Ardant", "Joris Belmas"),
    ],
    named: ["Ingrid Falaise", "Anouk Ferrand"],
    citation: null,
  },
  {
    ...{
      person: "Maud Lescure-Bonnin",
      organisation: "Centre hospitalier de Montbrac",
      type: "hospital",
      locale: "fr",
    },
    ...{ quality: 3.2, amountEuros: 88_000, topics: ["chronic", "organisation"] },
    title: both("Retour à domicile\u00a0: les quinze premiers jours", "Back home: the first fifteen days"),
    summary: both(
      "Après une insuffisance cardiaque, un malade sur quatre revient à l’hôpital dans les trois mois, souvent dans les quinze jours. Le projet décrit ces retours, commune par commune, et essaie un appel infirmier au troisième jour.",
      "After heart failure, one patient in four comes back to hospital within three months, often within fifteen days. The project describes these returns, town by town, and tries out a nurse’s call on the third day.",
    ),
    partners: [],
    named: ["Maud Lescure-Bonnin"],
    citation: null,
  },
  {
    ...{
      person: "Eudes Valbreuse",
      organisation: "École de santé de Dorlac",
      type: "research",
      locale: "fr",
    },
    ...{ quality: 3, amountEuros: 72_000, topics: ["prevention"] },
    title: both(
      "Qui renonce au dépistage du cancer du côlon\u202f?",
      "Who gives up screening for bowel cancer?",
    ),
    summary: both(
      "Un invité sur trois seulement fait le test. Le projet cherche ce qui retient les autres\u00a0: distance, langue, travail de nuit, expérience d’un proche. Les caisses locales adapteront leurs lettres, et l’effet sera mesuré par tirage au sort.",
      "Only one person in three who is invited takes the test. The project looks for what holds the others back: distance, language, night work, a relative’s experience. Local funds will adapt their letters, and the effect will be measured by drawing lots.",
    ),
    partners: [partner("Caisse du Val-Dormant", "Perrine Acheray")],
    named: [],
    citation: null,
  },
  ...[
    ["Gédéon Ravel", "Polyclinique de Hautmer", "Compter les chutes dans les couloirs"],
    ["Philippine Orsay", "Gravelle Santé numérique", "Un assistant vocal pour la prise de rendez-vous"],
    ["Anatole Quesnel", "Association Souffle d’Estrées", "Une application pour arrêter de fumer"],
  ].map(([person = "", organisation = "", title = ""], index): InventedLaureate => ({
    ...{ person, organisation, type: "association", locale: "fr", quality: 1.9 - index * 0.4 },
    ...{ title: both(title, ""), summary: both("Un projet utile, dont la preuve manque encore.", "") },
    ...{ topics: ["prevention"], partners: [], amountEuros: 50_000, named: [], citation: null },
  })),
];

/** The reasons with which decisions of each outcome begin. */
export const preventionReasons = {
  laureate: both(
    "Le jury a retenu ce projet pour son bénéfice attendu et la solidité de sa méthode.",
    "The jury has chosen this project for its expected benefit and the soundness of its method.",
  ),
  waiting_list: both(
    "Le jury a trouvé ce projet solide\u202f; les places manquent.",
    "The jury has found this project sound; there are not enough places.",
  ),
  rejected: both(
    "Le jury a jugé la méthode trop peu détaillée pour conclure.",
    "The jury has found the method too little detailed to conclude.",
  ),
};

/** A change that an organiser proposes after publication, and that waits for the applicant of the demonstration. */
export const proposedChange: Bilingual = both(
  "Une femme sur vingt saigne trop après son accouchement, et chaque minute compte. À partir de cent vingt mille dossiers de quatre maternités, l’équipe construit un score que les sages-femmes calculent à l’arrivée, sans saisie supplémentaire.",
  "One woman in twenty bleeds too much after giving birth, and every minute counts. From a hundred and twenty thousand records of four maternity units, the team builds a score that midwives work out on arrival, without any more typing.",
);
