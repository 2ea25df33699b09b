import type { Bilingual } from "#db/vocabulary.ts";
import type { ConflictRule, Finding } from "./detect-conflicts.ts";

type Sentence = (matched: Finding["matched"]) => Bilingual;

const sentences: Record<ConflictRule, Sentence> = {
  same_person: ({ ofJuror, ofApplication }) => ({
    en: `The juror is one of the people of this application (${ofJuror}, ${ofApplication}).`,
    fr: `Le juré est l’une des personnes de ce dossier (${ofJuror}, ${ofApplication}).`,
  }),
  similar_name: ({ ofJuror, ofApplication }) => ({
    en: `“${ofApplication}”, named in this application, may be the juror “${ofJuror}”.`,
    fr: `«\u202f${ofApplication}\u202f», nommé dans ce dossier, est peut-être le juré «\u202f${ofJuror}\u202f».`,
  }),
  same_organisation: ({ ofJuror, ofApplication }) => ({
    en: `The juror belongs to an organisation of this application (${both(ofJuror, ofApplication)}).`,
    fr: `Le juré appartient à une organisation de ce dossier (${both(ofJuror, ofApplication)}).`,
  }),
  similar_organisation: ({ ofJuror, ofApplication }) => ({
    en: `The juror’s organisation “${ofJuror}” may be “${ofApplication}” of this application.`,
    fr: `L’organisation du juré, «\u202f${ofJuror}\u202f», est peut-être «\u202f${ofApplication}\u202f» de ce dossier.`,
  }),
  related_organisation: ({ ofJuror, ofApplication }) => ({
    en: `The juror’s organisation “${ofJuror}” and “${ofApplication}” of this application belong together.`,
    fr: `L’organisation du juré, «\u202f${ofJuror}\u202f», et «\u202f${ofApplication}\u202f» de ce dossier sont liées.`,
  }),
  past_affiliation: ({ ofJuror, ofApplication }) => ({
    en: `In the last five years the juror belonged to an organisation of this application (${both(ofJuror, ofApplication)}).`,
    fr: `Dans les cinq dernières années, le juré a appartenu à une organisation de ce dossier (${both(ofJuror, ofApplication)}).`,
  }),
  shared_domain: ({ ofJuror, ofApplication }) => ({
    en: `The juror and a person of this application have addresses of the same domain (${both(ofJuror, ofApplication)}).`,
    fr: `Le juré et une personne de ce dossier ont des adresses du même domaine (${both(ofJuror, ofApplication)}).`,
  }),
  co_application: ({ ofApplication }) => ({
    en: `The juror signs another application together with “${ofApplication}” of this one.`,
    fr: `Le juré signe un autre dossier avec «\u202f${ofApplication}\u202f», de celui-ci.`,
  }),
};

/** Says in a sentence what was found, with what matched. For organisers: it names people and organisations. */
export function describeFinding({ rule, matched }: Finding): Bilingual {
  return sentences[rule](matched);
}

function both(one: string, other: string): string {
  return one === other ? one : `${one}, ${other}`;
}
