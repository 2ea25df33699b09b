import { texts } from "#app/i18n/text.ts";

export const teamTexts = texts(
  {
    createTeam: "Your team",
    teamHelp: "Submissions are made in the name of a team, even of one person. Its name is public.",
    teamName: "Name of the team",
    teamAffiliation: "Organisation",
    optional: "(optional)",
    create: "Create the team",
    nameNeeded: "Give a name of 2 to 60 characters.",
    teamTaken: "This name is taken. Choose another.",
    inTeam: "You are already in a team.",
  },
  {
    createTeam: "Votre équipe",
    teamHelp: "Un dépôt se fait au nom d’une équipe, même d’une seule personne. Son nom est public.",
    teamName: "Nom de l’équipe",
    teamAffiliation: "Organisme",
    optional: "(facultatif)",
    create: "Créer l’équipe",
    nameNeeded: "Indiquez un nom de 2 à 60 caractères.",
    teamTaken: "Ce nom est déjà pris. Choisissez-en un autre.",
    inTeam: "Vous êtes déjà dans une équipe.",
  },
);
