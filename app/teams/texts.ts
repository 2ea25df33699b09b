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
    members: "Members",
    size: (n: number, atMost: number) => `${String(n)} of at most ${String(atMost)}`,
    roles: { captain: "captain", member: "member" },
    you: "you",
    invite: "Invite to the team",
    inviteHelp: (days: number) =>
      `Whoever opens the link joins your team. It works for ${String(days)} days, for everybody you give it to.`,
    inviteFull: "The team is complete: nobody else can join.",
    inviteOthers: "The captain invites.",
    makeLink: "Make a link",
    newLink: "Make another link",
    linkMade: "Copy the link now",
    linkMadeMore: "It is shown this once. Another link ends this one.",
    linkLives: (date: string) =>
      `A link works until ${date}. If you have lost it, make another: it ends the first.`,
    leave: "Leave the team",
    leaveHelp:
      "As long as the team has submitted nothing, you may leave it for another. The last to leave closes it.",
    mayNotLeave:
      "Your team has submitted: its members stay as they are, so that nobody gets more submissions by changing teams. Write to the organisers if something is wrong.",
    none: "You have no team in this challenge yet",
    noneMore: "Name one when you submit for the first time, or open the link of a captain who invites you.",
    toSubmit: "Name a team",
    joinTitle: (team: string) => `Join the team ${team}`,
    joinMore: (members: number) =>
      members === 1
        ? "One person is in it. You submit together, and share submissions, scores and rank."
        : `${String(members)} people are in it. You submit together, and share submissions, scores and rank.`,
    join: "Join",
    signInFirst: "Sign in to join",
    refusals: {
      already_in_team: "You are already in a team of this challenge. Leave it first.",
      team_name_taken: "This name, or one that looks like it, is taken. Choose another.",
      team_full: "This team is complete.",
      invitation_expired: "This link works no longer. Ask the captain for another.",
      email_not_confirmed: "Confirm your e-mail address first: your account page says how.",
      captain_required: "Only the captain invites.",
      team_has_submitted: "Your team has submitted: its members stay as they are.",
      other: "This did not work. Try again in a minute.",
    },
  },
  {
    createTeam: "Votre équipe",
    teamHelp: "Un dépôt se fait au nom d’une équipe, même d’une seule personne. Son nom est public.",
    teamName: "Nom de l’équipe",
    teamAffiliation: "Organisme",
    optional: "(facultatif)",
    create: "Créer l’équipe",
    nameNeeded: "Indiquez un nom de 2 à 60 caractères.",
    members: "Membres",
    size: (n: number, atMost: number) => `${String(n)} sur ${String(atMost)} au plus`,
    roles: { captain: "capitaine", member: "membre" },
    you: "vous",
    invite: "Inviter dans l’équipe",
    inviteHelp: (days: number) =>
      `Qui ouvre le lien rejoint votre équipe. Il vaut ${String(days)} jours, pour tous ceux à qui vous le donnez.`,
    inviteFull: "L’équipe est complète\u00a0: personne d’autre ne peut la rejoindre.",
    inviteOthers: "C’est le capitaine qui invite.",
    makeLink: "Créer un lien",
    newLink: "Créer un autre lien",
    linkMade: "Copiez le lien maintenant",
    linkMadeMore: "Il n’est montré que cette fois. Un autre lien met fin à celui-ci.",
    linkLives: (date: string) =>
      `Un lien vaut jusqu’au ${date}. Si vous l’avez perdu, créez-en un autre\u00a0: il met fin au premier.`,
    leave: "Quitter l’équipe",
    leaveHelp:
      "Tant que l’équipe n’a rien déposé, vous pouvez la quitter pour une autre. Le dernier qui part la ferme.",
    mayNotLeave:
      "Votre équipe a déposé\u00a0: ses membres restent les mêmes, pour que personne n’obtienne plus de dépôts en changeant d’équipe. Écrivez aux organisateurs si quelque chose ne va pas.",
    none: "Vous n’avez pas encore d’équipe dans ce défi",
    noneMore: "Nommez-en une à votre premier dépôt, ou ouvrez le lien d’un capitaine qui vous invite.",
    toSubmit: "Nommer une équipe",
    joinTitle: (team: string) => `Rejoindre l’équipe ${team}`,
    joinMore: (members: number) =>
      members === 1
        ? "Une personne en est. Vous déposez ensemble, et partagez dépôts, scores et rang."
        : `${String(members)} personnes en sont. Vous déposez ensemble, et partagez dépôts, scores et rang.`,
    join: "Rejoindre",
    signInFirst: "Se connecter pour la rejoindre",
    refusals: {
      already_in_team: "Vous êtes déjà dans une équipe de ce défi. Quittez-la d’abord.",
      team_name_taken: "Ce nom, ou un autre qui lui ressemble, est déjà pris. Choisissez-en un autre.",
      team_full: "Cette équipe est complète.",
      invitation_expired: "Ce lien ne vaut plus. Demandez-en un autre au capitaine.",
      email_not_confirmed: "Confirmez d’abord votre adresse\u00a0: la page de votre compte dit comment.",
      captain_required: "Seul le capitaine invite.",
      team_has_submitted: "Votre équipe a déposé\u00a0: ses membres restent les mêmes.",
      other: "Cela n’a pas abouti. Réessayez dans une minute.",
    },
  },
);
