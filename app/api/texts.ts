import { texts } from "#app/i18n/text.ts";

/** The page about the programming interface. */
export const apiTexts = texts(
  {
    title: "Programming interface",
    lead: "All that a competitor does on the site, for programs. Answers are JSON; refusals are problem documents with a stable code.",
    endpoints: "Calls, below /api/v1",
    document: "OpenAPI 3.1 document",
    first: "First call",
    token: "Make a token on your account page, then:",
    client: "does the same from the command line, with Python alone.",
  },
  {
    title: "Interface de programmation",
    lead: "Tout ce qu’un concurrent fait sur le site, pour les programmes. Les réponses sont en JSON\u202f; un refus est un document au code stable.",
    endpoints: "Appels, sous /api/v1",
    document: "Document OpenAPI 3.1",
    first: "Premier appel",
    token: "Créez un jeton sur la page de votre compte, puis\u00a0:",
    client: "fait de même en ligne de commande, avec Python seul.",
  },
);
