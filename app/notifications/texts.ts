import { texts } from "#app/i18n/text.ts";

export const letterTexts = texts(
  {
    title: "Letters",
    open: "No mail server is configured: letters wait here, and everybody on this machine can read them.",
    administrator: "What has been sent and what waits. The text stays between Palmarès and the recipient.",
    none: "No letter yet",
    noneMore: "Letters appear here when somebody signs up or forgets a password.",
    to: "To",
    sent: "sent",
    waiting: "waiting",
    failed: "not taken by the mail server, tried again",
  },
  {
    title: "Lettres",
    open: "Aucun serveur de courrier n’est configuré\u00a0: les lettres attendent ici, lisibles par quiconque sur cette machine.",
    administrator: "Ce qui est parti et ce qui attend. Le texte reste entre Palmarès et le destinataire.",
    none: "Aucune lettre pour l’instant",
    noneMore: "Des lettres paraissent ici quand quelqu’un s’inscrit ou oublie son mot de passe.",
    to: "À",
    sent: "partie",
    waiting: "en attente",
    failed: "non acceptée par le serveur de courrier, sera renvoyée",
  },
);
