import { describe, expect, test } from "vitest";
import { nameKey } from "#app/names/name-key.ts";
import { refusalOfName, refusalOfText } from "#app/names/name-rules.ts";
import { inventedTeams } from "#db/seed/teams.ts";

const codeOf = (name: string) => refusalOfName(name, "name")?.code ?? null;

test.each(
  [
    ["Palmarès", "PALMARES", "Palmares officiel", "L’équipe Palmarès", "P a l m a r è s"],
    ["PaImarès", "Pa1mares", "Ｐalmarès", "Palｍarès", "𝐏𝐚𝐥𝐦𝐚𝐫𝐞𝐬", "Palrnarès"],
    ["Jury", "JURY", "Le jury", "The Jury", "Jury.", "[jury]", "J-u-r-y", "𝕁𝕦𝕣𝕪", "Jurys"],
    ["Organiser", "0rganiser", "Organisateur", "0rganisateur", "Les organisateurs", "Organizers"],
    ["Administrator", "Adm1n", "ADMlN", "Administrateur", "Administratrice", "Modérateur"],
    ["Baseline", "Base1ine", "Baseline 2", "Référence", "Référence 2", "Reference", "Ligne de base"],
    ["Health Data Hub", "HeaIth Data Hub", "HealthDataHub", "Équipe du Health Data Hub", "health-data-hub"],
    ["Plateforme des données de santé", "Plateforme", "Support", "The platform", "Official"],
  ].flat(),
)("%s could be taken for the platform", (name) => {
  expect(codeOf(name)).toBe("name_reserved");
});

test.each([
  "Јury",
  "Jurу",
  "Раlmarès",
  "Оrganiser",
  "Αdmin",
  "ѕcope",
  "γamma",
  "НЕАLTH Data Hub",
  "Bаseline",
])("%s mixes alphabets in a word", (name) => {
  expect(codeOf(name)).toBe("name_scripts_mixed");
});

test.each([
  ["a\u200Bb", "U+200B"],
  ["a\u00ADb", "U+00AD"],
  ["a\u202Eb", "U+202E"],
  ["a\u2066b", "U+2066"],
  ["a\u200Fb", "U+200F"],
  ["a\u200Db", "U+200D"],
  ["a\u3164b", "U+3164"],
  ["a\u2800b", "U+2800"],
  ["a\u{E0041}b", "U+E0041"],
  ["a\uFE0Fb", "U+FE0F"],
  ["a\u0007b", "U+0007"],
  ["a\uE000b", "U+E000"],
  ["a\u0378b", "U+0378"],
  ["a\uD800b", "U+D800"],
  ["a\u20DDb", "U+20DD"],
  ["Z\u0300\u0302\u0304\u0306algo", "U+0304"],
  ["\u0301Ada", "U+0301"],
  ["✅ Team", "U+2705"],
  ["🥇 Team", "U+1F947"],
  ["ⓙⓤⓡⓨ", "U+24D9"],
])("%j is refused, and the sentence can name %s", (name, character) => {
  const refusal = refusalOfName(name, "name");

  expect(refusal?.code).toBe("name_character_refused");
  expect(refusal?.details?.["character"]).toBe(character);
});

test.each(["https://evil.example", "Team www.evil.example", "ｈｔｔｐ：//evil.example"])(
  "%s would become a link in a letter",
  (name) => {
    expect(codeOf(name)).toBe("name_is_address");
  },
);

describe("honest names pass", () => {
  test.each(
    [
      ["Équipe Vésale", "O’Brien & d'Arc", "Jean-Noël L’Écuyer", "Łukasz Żółć", "İlknur Çağlayan"],
      ["Nguyễn Thị Ánh", "Ọ̀ṣun", "Straße 7", "Björk Guðmundsdóttir", "Sørensen (CHU)", "C++ crew"],
      ["Иван Петров", "Їжак", "Ελένη Παπαδοπούλου", "Արամ", "ნინო"],
      ["محمد بن سلمان", "می\u200Cخواهم", "مُحَمَّد", "משה כהן", "שָׁלוֹם"],
      ["山田太郎", "東京チームA", "김철수", "นายสมชาย", "हिन्दी क्षेत्र", "தமிழ்", "ክብርት"],
      ["Injury prevention", "Centre de référence", "Jurassique", "Adminal", "Organon", "AT&T"],
      ["Objectif ×40", "Équipe n° 7", "R2-D2", "#1", "½ tour", "Données & Santé"],
      inventedTeams.flatMap(({ name, captain }) => [name, captain]),
    ].flat(),
  )("%s", (name) => {
    expect(codeOf(name)).toBeNull();
  });

  test("an affiliation that only organisers see may name the institution", () => {
    expect(refusalOfText("Health Data Hub", "affiliation")).toBeNull();
    expect(refusalOfName("Health Data Hub", "affiliation")?.code).toBe("name_reserved");
  });
});

describe("names that look alike have one key", () => {
  test.each([
    ["Kernel Panic", "Kernel  Panic", "KERNEL PANIC", "Kerne1 Panic", "KerneI-Panic", "Κernel Panic"],
    ["Équipe Vésale", "Equipe Vesale", "equipe vésale.", "Équipe Vésa1e"],
    ["Mitose", "Мitоsе", "Ｍitose", "rnitose"],
    ["scope", "ѕсоре", "ｓcope", "𝓼𝓬𝓸𝓹𝓮"],
    ["IRIS", "iris", "lris", "1ris", "ΙRIS"],
  ])("%s", (name, ...others) => {
    expect(others.map(nameKey)).toEqual(others.map(() => nameKey(name)));
  });

  test("names that differ to the eye have different keys", () => {
    const names = [
      ...[
        "Team 2",
        "Team 3",
        "Team 12",
        "Team 1.2",
        "Alpha",
        "Alphb",
        "C",
        "C++",
        "C#",
        "++",
        "東京",
        "京都",
      ],
      ...inventedTeams.map(({ name }) => name),
    ];

    expect(new Set(names.map(nameKey)).size).toBe(names.length);
  });
});
