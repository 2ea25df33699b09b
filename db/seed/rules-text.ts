/** Rules of both demonstration challenges. */
export const demonstrationRules = {
  en: `## 1. Who may take part

Anybody of age, alone or in a team. One account per person, one team per person.

## 2. Submissions

A team may submit 20 files a day, counted from midnight to midnight, Paris time. A file that is refused for its form costs nothing; neither does a failure on our side.

## 3. Fair play

Predictions come from a method, not from reading the board: submissions made to guess labels one by one are set aside. Labelling test cases by hand is not allowed. Data from elsewhere may be used if anybody can obtain it and if you say which.

## 4. Ranking

Equal scores share the better rank. The final ranking uses the private cases only. The three leading teams hand in their code, which the organisers run again before anything is published.

## 5. Your data

The site keeps your name, your e-mail address and your files for as long as the challenge runs and one year after. Team names and scores are public.

## 6. Questions

Write to the organisers from the contact page. Answers that concern everybody are published.`,
  fr: `## 1. Qui peut participer

Toute personne majeure, seule ou en équipe. Un compte par personne, une équipe par personne.

## 2. Dépôts

Une équipe peut déposer 20 fichiers par jour, comptés de minuit à minuit, heure de Paris. Un fichier refusé pour sa forme ne coûte rien, une panne de notre côté non plus.

## 3. Loyauté

Les prédictions viennent d’une méthode, non de la lecture du classement\u00a0: des dépôts faits pour deviner les étiquettes une à une sont écartés. Étiqueter à la main les cas de test n’est pas permis. Des données extérieures peuvent servir si chacun peut les obtenir et si vous dites lesquelles.

## 4. Classement

Des scores égaux partagent le meilleur rang. Le classement définitif ne porte que sur les cas privés. Les trois premières équipes remettent leur code, que les organisateurs exécutent de nouveau avant toute publication.

## 5. Vos données

Le site conserve votre nom, votre adresse et vos fichiers pendant le défi et un an après. Les noms d’équipe et les scores sont publics.

## 6. Questions

Écrivez aux organisateurs depuis la page de contact. Les réponses qui concernent tout le monde sont publiées.`,
} as const;
