import { Textarea, TextInput } from "@mantine/core";
import { useTexts } from "#app/i18n/text.ts";
import { TextPair } from "#app/ui/text-pair.tsx";
import type { OwnWords } from "./rules.ts";
import { publicationTexts } from "./texts-publication.ts";

type FieldsProps = { words: OwnWords; revision: number; isFixed?: boolean; peopleHelp?: string };

/** What is said of a laureate, as its people and the organisers write it. */
export function WordsFields({ words, revision, isFixed = false, peopleHelp }: FieldsProps) {
  const text = useTexts(publicationTexts).fields;
  return (
    <>
      <input type="hidden" name="revision" value={revision} />
      <TextPair name="title" labels={text.title} values={words.title} lines={2} isFixed={isFixed} />
      <TextPair name="summary" labels={text.summary} values={words.summary} lines={9} isFixed={isFixed} />
      <TextInput
        name="leadOrganisation"
        label={text.leadOrganisation}
        defaultValue={words.leadOrganisation}
        readOnly={isFixed}
      />
      <Names
        name="partners"
        label={text.partners}
        help={text.oneByLine}
        names={words.partners}
        isFixed={isFixed}
      />
      <Names
        name="people"
        label={text.people}
        help={peopleHelp ?? text.oneByLine}
        names={words.people}
        isFixed={isFixed}
      />
    </>
  );
}

type NamesProps = { name: string; label: string; help: string; names: readonly string[]; isFixed: boolean };

function Names({ name, label, help, names, isFixed }: NamesProps) {
  return (
    <Textarea
      name={name}
      label={label}
      description={help}
      defaultValue={names.join("\n")}
      rows={Math.max(3, names.length + 1)}
      readOnly={isFixed}
    />
  );
}
