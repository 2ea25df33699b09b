import type { Locale } from "../vocabulary.ts";

type Page = { title: string; content: string };

/** The pages at the foot of the site as they are before the institution edits them. */
export const defaultSitePages: Readonly<Record<string, Record<Locale, Page>>> = {
  accessibility: {
    en: {
      title: "Accessibility statement",
      content: `This site is **partially compliant** with the RGAA, the French general accessibility rules.

Every page is tested by machine in both languages and both appearances, and every journey can be walked with the keyboard alone. No audit by an independent body has been made yet; that is why the status is partial.

## What may still hinder you

Formulas are given as MathML, which some screen readers say poorly; each is explained in a sentence beside it.

## Tell us

If something keeps you out, write to us from the contact page: we answer, and give you what you came for in another form. You may also turn to the Défenseur des droits.`,
    },
    fr: {
      title: "Déclaration d’accessibilité",
      content: `Ce site est **partiellement conforme** au RGAA, le référentiel général d’amélioration de l’accessibilité.

Chaque page est vérifiée par une machine dans les deux langues et les deux apparences, et chaque parcours peut se faire au clavier seul. Aucun audit indépendant n’a encore été mené, d’où le statut partiel.

## Ce qui peut encore gêner

Les formules sont données en MathML, que certains lecteurs d’écran disent mal\u202f; chacune est expliquée en une phrase à côté.

## Dites-le-nous

Si quelque chose vous arrête, écrivez-nous depuis la page de contact\u00a0: nous répondons, et vous donnons sous une autre forme ce que vous cherchiez. Vous pouvez aussi saisir le Défenseur des droits.`,
    },
  },
  "legal-notice": {
    en: {
      title: "Legal notice",
      content: `## Publisher

The public institution that runs this installation. Its name, address and director of publication are given here by its administrator.

## Host

The place where the servers stand is given here by the administrator.

## Reuse

Rankings and descriptions may be reused under the Etalab open licence 2.0 unless a challenge says otherwise. The software is free, under Apache-2.0.`,
    },
    fr: {
      title: "Mentions légales",
      content: `## Éditeur

L’institution publique qui exploite cette installation. Son nom, son adresse et la direction de la publication sont indiqués ici par l’administration du site.

## Hébergeur

Le lieu des serveurs est indiqué ici par l’administration du site.

## Réutilisation

Les classements et descriptions sont réutilisables sous la Licence ouverte 2.0 d’Etalab, sauf mention contraire d’un défi. Le logiciel est libre, sous licence Apache-2.0.`,
    },
  },
  privacy: {
    en: {
      title: "Personal data",
      content: `## What we keep

Your name, e-mail address and organisation; your submissions; when you accepted which rules; when your account was last used. No tracker, no audience measurement by others.

## Why, and how long

To run challenges fairly: for as long as the challenge and one year after. Technical logs hold no name and no address of a person; they say, by the identifier of an account, who has asked for which page, so that after a breach those concerned can be told.

## Your rights

You may read, correct and have erased what concerns you: write to us from the contact page, or to the CNIL.`,
    },
    fr: {
      title: "Données personnelles",
      content: `## Ce que nous conservons

Votre nom, votre adresse électronique et votre organisme\u202f; vos dépôts\u202f; quand vous avez accepté quel règlement\u202f; quand votre compte a servi pour la dernière fois. Aucun traceur, aucune mesure d’audience par des tiers.

## Pourquoi, et combien de temps

Pour mener les défis loyalement\u00a0: pendant le défi et un an après. Les journaux techniques ne contiennent ni nom ni adresse d’une personne\u202f; ils disent, par l’identifiant d’un compte, qui a demandé quelle page, pour que les personnes concernées puissent être prévenues après une fuite.

## Vos droits

Vous pouvez lire, corriger et faire effacer ce qui vous concerne\u00a0: écrivez-nous depuis la page de contact, ou à la CNIL.`,
    },
  },
  contact: {
    en: {
      title: "Contact",
      content:
        "The address of the organisers is given here by the administrator of this installation. Questions about a challenge whose answer concerns everybody are answered in public.",
    },
    fr: {
      title: "Contact",
      content:
        "L’adresse des organisateurs est indiquée ici par l’administration de cette installation. Les questions dont la réponse concerne tout le monde reçoivent une réponse publique.",
    },
  },
};
