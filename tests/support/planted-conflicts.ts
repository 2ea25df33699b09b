import type { CallFacts, KnownPerson } from "#app/reviews/detect-conflicts.ts";
import type { Organisation } from "#app/reviews/compare-organisations.ts";

/** Invented people; the ones after a name share a part of it with another and are somebody else. */
export const people = [
  "Hélène Lefèvre",
  "Jean-Pierre Martin",
  "François Garçon",
  "Anne-Marie Leroy",
  "Noël Duchêne",
  "Zoé Bœuf",
  "Thibault de La Rochère",
  "Marie-Ève Tremblay",
  "Jürgen Müller",
  "Søren Østergård",
  "Núria Puigdemont",
  "Łukasz Wójcik",
  "Amélie Saint-Gilles",
  "Chloé Petit-Durand",
  "Mohammed El Amrani",
  "Nguyễn Thị Hương",
  "Giuseppe D’Angelo",
  "Inès Benyahia",
  "Stéphanie Rousseau",
  "Christophe Delattre",
  "Béatrice Vandenbroucke",
  "Olivier Charpentier",
  "Françoise Grandjean",
  "Sébastien Fontanel",
  "Éléonore Dumoulin",
  "Gwenaëlle Kervadec",
  "Maïté Etcheverry",
  "Raphaël Lemoine",
  "Clémentine Bourgeois",
  "Théodore Wasserman",
  "Alexandra Popescu",
  "Dimitri Papadopoulos",
  "Jean-Paul Martineau",
  "Hélène Lefort",
  "Marie Durand",
  "Pierre Durant",
  "Anne Leroux",
  "Lucie Rousselet",
  "Olivier Charrier",
  "Christophe Delaunay",
] as const;

const bare = (text: string) =>
  text
    .replaceAll("œ", "oe")
    .replaceAll("Ø", "O")
    .replaceAll("ø", "o")
    .replaceAll("Ł", "L")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");
const parts = (name: string): [string, string] => {
  const [given = "", ...family] = name.split(" ");
  return [given, family.join(" ")];
};
const initialsOf = (given: string) =>
  given
    .split("-")
    .map((part) => `${part[0] ?? ""}.`)
    .join("-");

/** Ways in which the same name is found in forms. */
export const spellings: Record<string, (name: string) => string | null> = {
  "accents left out": bare,
  capitals: (name) => bare(name).toUpperCase(),
  "family name first": (name) => {
    const [given, family] = parts(name);
    return `${family.toUpperCase()} ${given}`;
  },
  "family name first, with a comma": (name) => {
    const [given, family] = parts(name);
    return `${family}, ${given}`;
  },
  initials: (name) => {
    const [given, family] = parts(name);
    return `${initialsOf(given)} ${family}`;
  },
  "initials after the family name": (name) => {
    const [given, family] = parts(name);
    return `${bare(family)} ${initialsOf(given).replace(/[.-]/g, "")}`;
  },
  "a title": (name) => `Pr ${name}`,
  "a second given name": (name) => {
    const [given, family] = parts(name);
    return `${given} Camille ${family}`;
  },
  "hyphens as spaces": (name) => name.replaceAll("-", " "),
  "a second family name": (name) => `${name}-Castelnau`,
  "two letters swapped into one slip": (name) => {
    const [given, family] = parts(bare(name));
    return family.length < 7 ? null : `${given} ${family.slice(0, 4)}${family.slice(5)}`;
  },
  "umlauts written out": (name) =>
    /[äöü]/.test(name) ? name.replaceAll("ü", "ue").replaceAll("ö", "oe") : null,
};

/** Invented organisations with ways in which they are written; each list is one organisation. */
export const organisationSpellings: readonly (readonly string[])[] = [
  [
    "Centre hospitalier universitaire de Montreval",
    "CHU de Montreval",
    "CHU MONTREVAL",
    "C.H.U. Montreval",
    "Service de radiologie, CHU de Montreval",
    "Centre Hospitalo Universitaire de Montreval",
  ],
  [
    "Institut Armand Belleforêt",
    "INSTITUT ARMAND BELLEFORET",
    "Inst. Armand-Belleforêt",
    "Institut Armand Beleforêt",
    "Institute Armand Belleforêt",
    "Département d’oncologie de l’Institut Armand Belleforêt",
  ],
  [
    "Université de Port-Ferrand",
    "Universite Port Ferrand",
    "University of Port-Ferrand",
    "Univ. Port-Ferrand",
    "Université de Port-Ferrand, UFR de médecine",
  ],
  [
    "Agence nationale des données de pharmacie",
    "ANDP",
    "A.N.D.P.",
    "Agence Nationale des Donnees de Pharmacie (ANDP)",
    "ANDP – pôle études",
  ],
  ["Nephrodata SAS", "NEPHRODATA", "Nephrodata", "Société Nephrodata", "Nephrodata S.A.S."],
  [
    "Hôpital Saint-Aubin-des-Bois",
    "Hopital St Aubin des Bois",
    "Hôpital St-Aubin-des-Bois",
    "HOPITAL SAINT AUBIN DES BOIS",
    "Saint Aubin des Bois Hospital",
  ],
  [
    "Centre de recherche en imagerie du Ponant",
    "CRIP",
    "Centre de Recherche en Imagerie du Ponant (CRIP)",
    "Research Center in Imaging of Ponant",
    "CRIP, équipe 3",
  ],
  [
    "Fondation Œil et Vision",
    "Fondation Oeil & Vision",
    "FONDATION OEIL ET VISION",
    "Fondation Œil-et-Vision",
  ],
  [
    "Laboratoire de biostatistique de Brénod",
    "Lab. de biostatistique, Brénod",
    "LABORATOIRE DE BIOSTATISTIQUE DE BRENOD",
    "Laboratory of biostatistique of Brénod",
  ],
  ["Quantifia Santé SA", "Quantifia Sante", "QUANTIFIA SANTÉ S.A.", "Quantifia Santé"],
  [
    "Centre hospitalier de Villeneuve-le-Comte",
    "CH Villeneuve-le-Comte",
    "Centre Hospitalier Villeneuve le Comte",
    "Centre hospitalier de Villeneuve-le-Conte",
  ],
  [
    "Université Claire-Fontaine 2",
    "Universite Claire Fontaine 2",
    "Université Claire-Fontaine 2 – faculté de pharmacie",
  ],
  ["Université Claire-Fontaine 7", "UNIVERSITE CLAIRE FONTAINE 7"],
  ["Centre hospitalier universitaire de Brénod", "CHU Brénod", "CHU de Brenod – pôle imagerie"],
  ["Institut national du sommeil", "Institut National du Sommeil (INSOM)", "INSOM"],
  ["Institut national de la douleur", "Institut national de la Douleur"],
];

export function organisation(id: string, more: Partial<Organisation> & { name: string }): Organisation {
  const { name, ...rest } = more;
  return { id, names: [name], acronyms: [], identifiers: [], parents: [], ...rest };
}

export function person(more: Partial<KnownPerson> & { name: string }): KnownPerson {
  const { name, ...rest } = more;
  return { id: null, names: [name], emails: [], orcid: null, affiliations: [], ...rest };
}

const verified = (address: string) => [{ address, isVerified: true }];

/** A small call with one conflict of every identifier-based kind planted, and an application without any.
 * `planted`: application and rule that must be found for the only juror. */
export function plantedCall(): { facts: CallFacts; planted: [application: string, rule: string][] } {
  const organisations = [
    organisation("unit", { name: "Unité Alpha", parents: ["institute"] }),
    organisation("sister", { name: "Unité Bêta", parents: ["institute"] }),
    organisation("institute", { name: "Institut Gamma", parents: ["ministry"] }),
    organisation("ministry", { name: "Ministère Delta" }),
    organisation("office", {
      name: "Bureau de Nantes",
      identifiers: [{ scheme: "siret", value: "123 456 789 00012" }],
    }),
    organisation("seat", {
      name: "Omicron Conseil",
      identifiers: [{ scheme: "siret", value: "12345678900046" }],
    }),
    organisation("former", { name: "Clinique Epsilon" }),
    organisation("older", { name: "Clinique Zêta" }),
    organisation("stranger", { name: "Hôpital Thêta" }),
  ];
  const juror = {
    ...person({ name: "Hélène Lefèvre", orcid: "0000-0002-1825-0097" }),
    id: "person_juror",
    emails: [...verified("h.lefevre@imagerie.institut-gamma.fr"), ...verified("helene.lefevre@gmail.com")],
    affiliations: [
      { organisation: "unit", until: null },
      { organisation: "office", until: null },
      { organisation: "former", until: new Date("2023-06-30") },
      { organisation: "older", until: new Date("2018-06-30") },
    ],
  };
  const alone = (id: string, one: KnownPerson, own: string[] = []) => ({
    id,
    people: [one],
    organisations: own,
  });
  const other = (more: Partial<KnownPerson>) => person({ name: "Olivier Charpentier", ...more });
  const colleague = person({ name: "Dimitri Papadopoulos", emails: verified("dp@cabinet-iota.fr") });
  const applications = [
    alone("own account", other({ id: "person_juror" })),
    alone("own orcid", other({ orcid: "0000-0002-1825-0097" })),
    alone(
      "second address",
      other({ emails: [{ address: "HeleneLefevre+aap@googlemail.com", isVerified: false }] }),
    ),
    alone("same unit", other({}), ["unit"]),
    alone("unit of a person", other({ affiliations: [{ organisation: "unit", until: null }] })),
    alone("parent", other({}), ["institute"]),
    alone("grandparent", other({}), ["ministry"]),
    alone("sister unit", other({}), ["sister"]),
    alone("same siren", other({}), ["seat"]),
    alone("former employer", other({}), ["former"]),
    alone("domain", other({ emails: verified("o.charpentier@institut-gamma.fr") })),
    {
      id: "signed by the juror",
      people: [person({ name: "H. L.", id: "person_juror" }), colleague],
      organisations: [],
    },
    alone("of a co-applicant", person({ name: "D. P.", emails: verified("dp@cabinet-iota.fr") })),
    alone("employer of long ago", other({}), ["older"]),
    alone("same webmail", other({ emails: verified("o.charpentier@gmail.com") }), ["stranger"]),
  ];
  return {
    facts: { jurors: [juror], applications, organisations },
    planted: [
      ["own account", "same_person"],
      ["own orcid", "same_person"],
      ["second address", "same_person"],
      ["same unit", "same_organisation"],
      ["unit of a person", "same_organisation"],
      ["parent", "related_organisation"],
      ["grandparent", "related_organisation"],
      ["sister unit", "related_organisation"],
      ["same siren", "same_organisation"],
      ["former employer", "past_affiliation"],
      ["domain", "shared_domain"],
      ["signed by the juror", "same_person"],
      ["of a co-applicant", "co_application"],
    ],
  };
}
