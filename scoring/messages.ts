/** What to mend, in both languages. French typography: narrow no-break space inside « », no-break space before a colon. */

type Sentence = { en: string; fr: string };

const nb = "\u00a0";
const thin = "\u202f";

function quoted(text: string): string {
  return `«${thin}${text}${thin}»`;
}

function list(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(", ")}, …` : names.join(", ");
}

export const messages = {
  emptyFile: (): Sentence => ({
    en: "The file is empty. It must hold a header line and one line per identifier.",
    fr: "Le fichier est vide. Il doit contenir une ligne d’en-tête et une ligne par identifiant.",
  }),
  onlyHeader: (): Sentence => ({
    en: "The file has a header and no rows. Add one line per identifier.",
    fr: "Le fichier n’a qu’une ligne d’en-tête. Ajoutez une ligne par identifiant.",
  }),
  utf16: (): Sentence => ({
    en: "The file is in UTF-16. Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”).",
    fr: `Le fichier est en UTF-16. Enregistrez-le en UTF-8 (dans un tableur${nb}: ${quoted("CSV UTF-8")}).`,
  }),
  notText: (): Sentence => ({
    en: "The file is not UTF-8 text. Export your predictions as CSV in UTF-8.",
    fr: "Le fichier n’est pas un texte en UTF-8. Exportez vos prédictions en CSV, en UTF-8.",
  }),
  tooLarge: (limit: string): Sentence => ({
    en: `The file is larger than the limit of ${limit} once unpacked. Submit only the expected rows and columns.`,
    fr: `Une fois décompressé, le fichier dépasse la limite de ${limit}. Ne déposez que les lignes et colonnes attendues.`,
  }),
  tooCostly: (): Sentence => ({
    en: "The file is too costly to read: it takes far more memory or time than a file with the expected rows. Write it again as plain CSV or uncompressed pictures, with only the expected rows, columns and sizes.",
    fr: `Le fichier est trop coûteux à lire${nb}: il demande bien plus de mémoire ou de temps qu’un fichier aux lignes attendues. Écrivez-le de nouveau en CSV simple ou en images non compressées, avec les seules lignes, colonnes et tailles attendues.`,
  }),
  tooManyRows: (limit: number): Sentence => ({
    en: `The file has more than ${String(limit)} rows. Submit one row per expected identifier.`,
    fr: `Le fichier a plus de ${String(limit)} lignes. Déposez une ligne par identifiant attendu.`,
  }),
  tooManyColumns: (limit: number): Sentence => ({
    en: `This line has more than ${String(limit)} fields. Submit only the expected columns.`,
    fr: `Cette ligne a plus de ${String(limit)} champs. Ne déposez que les colonnes attendues.`,
  }),
  fieldTooLong: (): Sentence => ({
    en: "A field of this line is too long. Check quotes and line ends.",
    fr: "Un champ de cette ligne est trop long. Vérifiez les guillemets et les fins de ligne.",
  }),
  missingColumn: (name: string, expected: readonly string[]): Sentence => ({
    en: `Column ${name} is missing. Expected columns: ${list(expected)}.`,
    fr: `Il manque la colonne ${name}. Colonnes attendues${nb}: ${list(expected)}.`,
  }),
  separator: (separator: string): Sentence => ({
    en: `The columns are separated by ${separator}. Separate them by commas.`,
    fr: `Les colonnes sont séparées par ${separator}. Séparez-les par des virgules.`,
  }),
  unknownColumn: (expected: readonly string[]): Sentence => ({
    en: `This column is not expected; remove it. Expected columns: ${list(expected)}.`,
    fr: `Cette colonne n’est pas attendue${thin}; retirez-la. Colonnes attendues${nb}: ${list(expected)}.`,
  }),
  duplicateColumn: (): Sentence => ({
    en: "This column name appears twice. Keep one.",
    fr: "Ce nom de colonne figure deux fois. N’en gardez qu’une.",
  }),
  fieldCount: (found: number, expected: number): Sentence => ({
    en: `This line has ${String(found)} fields, ${String(expected)} are expected. A decimal comma splits a number: write 0.84.`,
    fr: `Cette ligne a ${String(found)} champs au lieu de ${String(expected)}. Une virgule décimale coupe un nombre en deux${nb}: écrivez 0.84.`,
  }),
  unclosedQuote: (): Sentence => ({
    en: "A quotation mark opens on this line and does not close properly. Close it, or double it inside the field.",
    fr: "Un guillemet s’ouvre sur cette ligne et ne se ferme pas correctement. Fermez-le, ou doublez-le dans le champ.",
  }),
  missingId: (): Sentence => ({
    en: "The identifier is empty. Copy it from the sample file.",
    fr: "L’identifiant est vide. Reprenez celui du fichier d’exemple.",
  }),
  duplicateId: (firstLine: number): Sentence => ({
    en: `This identifier already stands on line ${String(firstLine)}. Keep one of the two lines.`,
    fr: `Cet identifiant figure déjà à la ligne ${String(firstLine)}. Gardez une seule des deux lignes.`,
  }),
  unknownId: (): Sentence => ({
    en: "This identifier is not in the evaluation set. Use those of the sample file.",
    fr: "Cet identifiant n’existe pas dans le jeu d’évaluation. Utilisez ceux du fichier d’exemple.",
  }),
  missingRows: (count: number, example: string): Sentence => ({
    en: `${String(count)} expected ${count === 1 ? "identifier has" : "identifiers have"} no line, such as ${example}. Add ${count === 1 ? "it" : "them"}.`,
    fr: `${String(count)} ${count === 1 ? "identifiant attendu n’a" : "identifiants attendus n’ont"} pas de ligne, par exemple ${example}. Ajoutez-${count === 1 ? "la" : "les"}.`,
  }),
  notANumber: (): Sentence => ({
    en: "This is not a number. Write digits with a decimal point, such as 0.84 or 8.4e-1.",
    fr: "Ce n’est pas un nombre. Écrivez des chiffres avec un point décimal, comme 0.84 ou 8.4e-1.",
  }),
  emptyCell: (): Sentence => ({
    en: "The cell is empty. Give a number.",
    fr: "La cellule est vide. Indiquez un nombre.",
  }),
  decimalComma: (written: string): Sentence => ({
    en: `Write the decimal separator as a point: ${written}.`,
    fr: `Écrivez le séparateur décimal avec un point${nb}: ${written}.`,
  }),
  notFinite: (): Sentence => ({
    en: "The value is not a finite number. Replace it by an ordinary number.",
    fr: "La valeur n’est pas un nombre fini. Remplacez-la par un nombre ordinaire.",
  }),
  outOfRange: (low: number, high: number): Sentence => ({
    en: `The value must lie between ${String(low)} and ${String(high)}.`,
    fr: `La valeur doit être comprise entre ${String(low)} et ${String(high)}.`,
  }),
  unknownClass: (classes: readonly string[]): Sentence => ({
    en: `This class is not one of: ${list(classes)}.`,
    fr: `Cette classe ne fait pas partie de${nb}: ${list(classes)}.`,
  }),
  tooManyClasses: (limit: number): Sentence => ({
    en: `The file names more than ${String(limit)} different classes; this is one too many. Give the class of each row.`,
    fr: `Le fichier nomme plus de ${String(limit)} classes différentes${thin}; celle-ci est de trop. Indiquez la classe de chaque ligne.`,
  }),
  notOneHot: (): Sentence => ({
    en: "Each line must hold exactly one 1, and 0 in the other class columns.",
    fr: "Chaque ligne doit porter exactement un 1, et 0 dans les autres colonnes de classe.",
  }),
  rowSum: (sum: number): Sentence => ({
    en: `The probabilities of this line sum to ${sum.toPrecision(6)}; they must sum to 1.`,
    fr: `La somme des probabilités de cette ligne vaut ${sum.toPrecision(6)}${thin}; elle doit valoir 1.`,
  }),
  runLengths: (pixels: number | null): Sentence => ({
    en: `Run lengths are pairs “start length” separated by single blanks, counted from 1 down the columns, sorted, not overlapping${pixels === null ? "" : `, within the ${String(pixels)} pixels of the image`}. An empty cell is an empty mask.`,
    fr: `Les plages sont des paires ${quoted("début longueur")} séparées par une espace, comptées à partir de 1 en descendant les colonnes, triées, sans chevauchement${pixels === null ? "" : `, dans les ${String(pixels)} pixels de l’image`}. Une cellule vide est un masque vide.`,
  }),
  emptyAmongObjects: (): Sentence => ({
    en: "An image without objects has one line with empty cells, and an image with objects has none. Remove one of the two.",
    fr: "Une image sans objet a une seule ligne aux cellules vides, une image avec objets n’en a pas. Retirez l’une des deux.",
  }),
  boxReversed: (): Sentence => ({
    en: "The box ends before it begins. Give x_min ≤ x_max and y_min ≤ y_max.",
    fr: `La boîte finit avant de commencer. Donnez x_min ≤ x_max et y_min ≤ y_max.`,
  }),
  notAFlatObject: (): Sentence => ({
    en: "This line is not a JSON object whose values are texts and numbers. Write one object per line.",
    fr: "Cette ligne n’est pas un objet JSON dont les valeurs sont des textes et des nombres. Écrivez un objet par ligne.",
  }),
  otherKeys: (expected: readonly string[]): Sentence => ({
    en: `This line has other keys than the first one. Expected keys: ${list(expected)}.`,
    fr: `Cette ligne n’a pas les mêmes clés que la première. Clés attendues${nb}: ${list(expected)}.`,
  }),
  parquetDamaged: (): Sentence => ({
    en: "The Parquet file is damaged or uses an unknown compression. Write it again, for example with pandas.",
    fr: "Le fichier Parquet est abîmé ou utilise une compression inconnue. Écrivez-le de nouveau, par exemple avec pandas.",
  }),
  parquetNested: (): Sentence => ({
    en: "The Parquet column is not a column of texts or numbers.",
    fr: "La colonne Parquet n’est pas une colonne de textes ou de nombres.",
  }),
  archiveOfPictures: (): Sentence => ({
    en: "Submit a zip with one PNG or TIFF label map per identifier, without password and without names such as ../.",
    fr: "Déposez un zip avec une carte d’étiquettes PNG ou TIFF par identifiant, sans mot de passe ni nom tel que ../.",
  }),
  notALabelMap: (): Sentence => ({
    en: "This file is not a PNG or TIFF with one channel of whole numbers of at most 16 bits. Save the label map without colours.",
    fr: "Ce fichier n’est pas un PNG ou un TIFF à un seul canal de nombres entiers d’au plus 16 bits. Enregistrez la carte d’étiquettes sans couleurs.",
  }),
  unknownPicture: (columns: readonly string[]): Sentence => ({
    en: `No identifier matches this file. Name the files after the identifiers of the sample${columns.length > 1 ? `, in one folder per class: ${list(columns)}` : ""}.`,
    fr: `Aucun identifiant ne correspond à ce fichier. Nommez les fichiers d’après les identifiants de l’exemple${columns.length > 1 ? `, dans un dossier par classe${nb}: ${list(columns)}` : ""}.`,
  }),
  duplicatePicture: (): Sentence => ({
    en: "Another file of the zip stands for the same identifier. Keep one.",
    fr: "Un autre fichier du zip correspond au même identifiant. N’en gardez qu’un.",
  }),
  missingPictures: (count: number, example: string): Sentence => ({
    en: `${String(count)} expected label ${count === 1 ? "map is" : "maps are"} missing, such as ${example}.`,
    fr: `Il manque ${String(count)} ${count === 1 ? "carte attendue" : "cartes attendues"}, par exemple ${example}.`,
  }),
  pictureSize: (expected: { height: number; width: number }): Sentence => ({
    en: `The label map must be ${String(expected.width)} pixels wide and ${String(expected.height)} high.`,
    fr: `La carte d’étiquettes doit faire ${String(expected.width)} pixels de large et ${String(expected.height)} de haut.`,
  }),
  archiveTruncated: (): Sentence => ({
    en: "The compressed file is incomplete or damaged. Compress and upload it again.",
    fr: "Le fichier compressé est incomplet ou abîmé. Compressez-le et déposez-le de nouveau.",
  }),
  archiveContradicts: (): Sentence => ({
    en: "The zip’s table of contents does not agree with its files, names a file twice, or holds a link or a password. Make the zip again.",
    fr: "La table du zip ne correspond pas à ses fichiers, nomme un fichier deux fois, ou contient un lien ou un mot de passe. Refaites le zip.",
  }),
  archiveOneFile: (): Sentence => ({
    en: "A zip must hold exactly one predictions file, without folder names such as ../ and without password.",
    fr: "Un zip doit contenir exactement un fichier de prédictions, sans nom de dossier tel que ../ et sans mot de passe.",
  }),
  archiveNested: (): Sentence => ({
    en: "The archive holds another archive. Compress the predictions file once.",
    fr: "L’archive contient une autre archive. Compressez le fichier de prédictions une seule fois.",
  }),
} as const;
