import type { Bilingual } from "../../vocabulary.ts";

/** The demonstration's open call. Names and organisations are invented. */
const both = (fr: string, en: string): Bilingual => ({ fr, en });

export const researchCall = {
  slug: "recherche-2027",
  title: both(
    "Cœur et données\u00a0: la recherche qui change le soin",
    "Heart and data: research that changes care",
  ),
  summary: both(
    "Pour des équipes qui veulent améliorer le suivi des malades du cœur avec les données déjà recueillies par le soin.",
    "For teams that want to improve the follow-up of heart patients with data that care has already collected.",
  ),
  description: both(
    `L’insuffisance cardiaque conduit chaque année des milliers de personnes à l’hôpital, souvent plusieurs fois. Les données du soin permettent d’en comprendre les chemins et de proposer mieux.

## Ce que l’appel finance

Dix projets au plus, de **six à trente-six mois**, jusqu’à **150\u202f000\u00a0€** chacun. Les lauréats sont accompagnés pour l’accès aux données\u00a0: dossier réglementaire, mise à disposition, espace de travail.

## Qui peut candidater

Établissements de santé, organismes de recherche, associations et entreprises, seuls ou à plusieurs. Un organisme porte le projet\u202f; les autres sont partenaires.

## Comment les projets sont choisis

Chaque dossier recevable est lu par trois jurés sans lien avec ses porteurs. Le jury classe, l’autorité décide, et chaque candidat reçoit les appréciations sur son projet.`,
    `Heart failure brings thousands of people to hospital every year, often several times. The data of care make it possible to understand their paths and to offer better ones.

## What the call funds

At most ten projects, of **six to thirty-six months**, up to **€150,000** each. The chosen teams are helped to reach the data: regulatory file, delivery, workspace.

## Who may apply

Hospitals, research bodies, associations and companies, alone or together. One organisation leads the project; the others are partners.

## How projects are chosen

Every admissible application is read by three jurors without ties to those who submit it. The jury ranks, the authority decides, and every applicant receives the opinions on their project.`,
  ),
  rulebook: both(
    `## 1. Objet

L’appel soutient des projets de recherche qui réutilisent des données de santé existantes pour améliorer le suivi des malades du cœur.

## 2. Recevabilité

Est recevable le dossier complet, déposé avant la date limite sur cette plateforme, porté par un organisme doté de la personnalité morale. L’heure qui fait foi est celle de la plateforme.

## 3. Dépenses

L’aide couvre le personnel temporaire, le matériel de calcul, les prestations et les déplacements. Elle ne couvre pas le personnel permanent.

## 4. Sélection

Les critères et leurs coefficients sont publiés sur cette page. Un juré qui a un lien avec un candidat n’a accès à rien de son dossier et quitte la séance quand il en est question.

## 5. Confidentialité

Les dossiers sont lus par le jury et l’administration seulement. Le résumé d’un projet lauréat est publié après l’accord de son porteur.`,
    `## 1. Purpose

The call supports research projects that reuse existing health data to improve the follow-up of heart patients.

## 2. Admissibility

An application is admissible when it is complete, submitted before the deadline on this platform, and led by an organisation with legal personality. The platform’s clock decides.

## 3. Costs

The grant covers temporary staff, computing equipment, services and travel. It does not cover permanent staff.

## 4. Selection

The criteria and their weights are published on this page. A juror with a tie to an applicant has access to nothing of the application and leaves the room when it is discussed.

## 5. Confidentiality

Applications are read by the jury and the administration only. The summary of a chosen project is published once its lead has agreed.`,
  ),
};

const scale = (poor: Bilingual, fair: Bilingual, excellent: Bilingual) => [
  { mark: 0, text: both("Le dossier n’en dit rien.", "The application says nothing about it.") },
  { mark: 1, text: poor },
  { mark: 3, text: fair },
  { mark: 5, text: excellent },
];

export const researchRubric = {
  totalThreshold: 50,
  criteria: [
    {
      id: "benefit",
      name: both("Bénéfice pour les malades", "Benefit for patients"),
      help: both("Ce qui change pour eux, et quand.", "What changes for them, and when."),
      weight: 30,
      threshold: 2,
      anchors: scale(
        both("Un bénéfice lointain, affirmé sans preuve.", "A distant benefit, claimed without evidence."),
        both("Un bénéfice plausible pour un groupe défini.", "A plausible benefit for a defined group."),
        both(
          "Un bénéfice démontrable pendant le projet ou juste après.",
          "A benefit that can be shown during the project or just after.",
        ),
      ),
    },
    {
      id: "science",
      name: both("Qualité scientifique", "Scientific quality"),
      help: both(
        "La question, la méthode, les biais reconnus.",
        "The question, the method, the biases that are recognised.",
      ),
      weight: 30,
      threshold: 2,
      anchors: scale(
        both(
          "Question vague ou méthode qui ne peut pas y répondre.",
          "A vague question, or a method that cannot answer it.",
        ),
        both("Méthode adaptée, biais en partie traités.", "A suitable method, biases dealt with in part."),
        both(
          "Méthode exemplaire, plan d’analyse fixé d’avance.",
          "An exemplary method, with the analysis fixed beforehand.",
        ),
      ),
    },
    {
      id: "feasibility",
      name: both("Faisabilité", "Feasibility"),
      help: both(
        "Données accessibles, calendrier, équipe, budget.",
        "Data within reach, calendar, team, budget.",
      ),
      weight: 25,
      threshold: null,
      anchors: scale(
        both(
          "Données hors de portée ou calendrier irréaliste.",
          "Data out of reach, or an unrealistic calendar.",
        ),
        both("Réalisable, avec des risques nommés.", "Feasible, with its risks named."),
        both("Tout est prêt pour commencer.", "Everything is ready to begin."),
      ),
    },
    {
      id: "sharing",
      name: both("Partage", "Sharing"),
      help: both(
        "Codes, méthodes et résultats utiles à d’autres.",
        "Code, methods and results of use to others.",
      ),
      weight: 15,
      threshold: null,
      anchors: scale(
        both("Rien n’est partagé.", "Nothing is shared."),
        both("Publications et codes annoncés.", "Publications and code are announced."),
        both(
          "Outils documentés, réutilisables par d’autres équipes.",
          "Documented tools that other teams can reuse.",
        ),
      ),
    },
  ],
};

export const demonstrationMentions = {
  service: both("Bureau des appels à projets", "Calls for projects office"),
  postalAddress: both(
    "12, rue des Registres, 99000 Brévannes",
    "12 rue des Registres, 99000 Brévannes, France",
  ),
  email: "appels@palmares.invalid",
  phone: "+33 1 99 00 00 00",
  silence: "rejection" as const,
  appeals: both(
    "Dans les deux mois suivant la décision, expresse ou née du silence, vous pouvez former un recours gracieux auprès du bureau des appels à projets, ou saisir le tribunal administratif de Brévannes.",
    "Within two months of the decision, stated or following from silence, you may ask the calls for projects office to reconsider, or bring the case before the administrative court of Brévannes.",
  ),
};

export const researchQuestions = [
  {
    asked: "Une association peut-elle porter un projet seule ?",
    question: both(
      "Une association peut-elle porter seule un projet\u202f?",
      "May an association lead a project alone?",
    ),
    answer: both(
      "Oui, si elle a la personnalité morale et si l’équipe réunit les compétences nécessaires à l’analyse.",
      "Yes, if it has legal personality and if the team has the skills that the analysis needs.",
    ),
    amendsRules: false,
  },
  {
    asked: "Le matériel de calcul est-il éligible ?",
    question: both("Le matériel de calcul est-il éligible\u202f?", "Is computing equipment eligible?"),
    answer: both(
      "Oui, dans la limite de **15\u202f% du budget demandé**.",
      "Yes, up to **15% of the budget asked for**.",
    ),
    amendsRules: true,
  },
];
