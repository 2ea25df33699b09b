import { texts } from "#app/i18n/text.ts";

export const flagTexts = texts(
  {
    title: "For you to look at",
    lead: "Signs that may come from probing the labels, or from work that was shared. They prove nothing and change nothing: read the file and ask the team before you decide.",
    file: (n: number) => `File ${String(n)}`,
    few_distinct_values: (value: string) => `Only ${value} different values.`,
    few_rows_changed: (value: string) => `Only ${value} rows differ from the team’s file before.`,
    values_at_bounds: (share: string) => `${share} of the values are at the bounds of the range.`,
    same_file_as_other_team: (team: string) => `The very bytes of a file of ${team}.`,
    near_copy_of_other_team: (team: string, correlation: string) =>
      `Nearly the same order of rows as a file of ${team} (rank correlation ${correlation}).`,
  },
  {
    title: "À regarder",
    lead: "Des signes qui peuvent venir d’un sondage des étiquettes, ou d’un travail partagé. Ils ne prouvent rien et ne changent rien\u00a0: lisez le fichier et interrogez l’équipe avant de décider.",
    file: (n: number) => `Fichier ${String(n)}`,
    few_distinct_values: (value: string) => `${value} valeurs différentes seulement.`,
    few_rows_changed: (value: string) =>
      `${value} lignes seulement diffèrent du fichier précédent de l’équipe.`,
    values_at_bounds: (share: string) => `${share} des valeurs sont aux bornes de l’intervalle.`,
    same_file_as_other_team: (team: string) => `Les octets mêmes d’un fichier de ${team}.`,
    near_copy_of_other_team: (team: string, correlation: string) =>
      `Presque le même ordre des lignes qu’un fichier de ${team} (corrélation des rangs ${correlation}).`,
  },
);
