import { texts } from "./text.ts";

export const shellTexts = texts(
  {
    institution: ["Public agency", "for health data"],
    skip: "Skip to the content",
    menu: "Menu",
    navigation: "Main navigation",
    challenges: "Challenges",
    calls: "Calls for projects",
    laureates: "Laureates",
    signIn: "Sign in",
    signOut: "Sign out",
    account: "Account",
    language: "Language",
    scheme: { light: "Light", dark: "Dark", label: "Appearance" },
    accessibility: "Accessibility: partially compliant",
    legal: "Legal notice",
    privacy: "Personal data",
    contact: "Contact",
    api: "API",
    time: "Paris time",
    errors: {
      notFound: [
        "This page does not exist",
        "The address may be misspelt, or what stood here may have moved.",
      ],
      forbidden: [
        "This page is not open to you",
        "Your account does not have the role that it needs. Write to the organisers if it should.",
      ],
      expired: [
        "This link works no longer",
        "It has expired, or another one has replaced it. Ask whoever gave it to you for a new one.",
      ],
      signIn: ["Sign in to see this page", "Nothing is lost: you come back here afterwards."],
      unavailable: [
        "The site is not available for the moment",
        "Our database or our file store does not answer. What you have submitted is kept; try again in a minute.",
      ],
      bug: [
        "Something has gone wrong on our side",
        "The fault is ours and has been recorded. Nothing that was accepted is lost; try again, or write to us.",
      ],
    },
    home: "Go to the home page",
  },
  {
    institution: ["Agence publique", "des données de santé"],
    skip: "Aller au contenu",
    menu: "Menu",
    navigation: "Navigation principale",
    challenges: "Défis",
    calls: "Appels à projets",
    laureates: "Lauréats",
    signIn: "Se connecter",
    signOut: "Se déconnecter",
    account: "Compte",
    language: "Langue",
    scheme: { light: "Clair", dark: "Sombre", label: "Apparence" },
    accessibility: "Accessibilité\u00a0: partiellement conforme",
    legal: "Mentions légales",
    privacy: "Données personnelles",
    contact: "Contact",
    api: "Interface de programmation",
    time: "Heure de Paris",
    errors: {
      notFound: ["Cette page n’existe pas", "L’adresse est peut-être mal écrite, ou la page a été déplacée."],
      forbidden: [
        "Cette page ne vous est pas ouverte",
        "Votre compte n’a pas le rôle nécessaire. Écrivez aux organisateurs s’il devrait l’avoir.",
      ],
      expired: [
        "Ce lien ne vaut plus",
        "Il a expiré, ou un autre l’a remplacé. Demandez-en un nouveau à qui vous l’a donné.",
      ],
      signIn: ["Connectez-vous pour voir cette page", "Rien n’est perdu\u00a0: vous reviendrez ici ensuite."],
      unavailable: [
        "Le site est momentanément indisponible",
        "Notre base de données ou notre stockage ne répond pas. Ce que vous avez déposé est conservé\u202f; réessayez dans une minute.",
      ],
      bug: [
        "Une erreur s’est produite de notre côté",
        "La faute est à nous et elle est enregistrée. Rien de ce qui a été accepté n’est perdu\u202f; réessayez, ou écrivez-nous.",
      ],
    },
    home: "Aller à l’accueil",
  },
);
