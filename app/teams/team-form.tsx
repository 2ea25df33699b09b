import { TextInput } from "@mantine/core";
import type { Refusal } from "#app/accounts/refusal.ts";
import { useTexts } from "#app/i18n/text.ts";
import { nameSentence, nameTexts } from "#app/names/texts.ts";
import { Form } from "#app/remix.ts";
import { buttonClass } from "#app/ui/parts.tsx";
import { teamTexts } from "./texts.ts";

/** Names the team in whose name files are submitted. */
export function TeamForm({ refusal }: { refusal: Refusal | null }) {
  const text = useTexts(teamTexts);
  const names = useTexts(nameTexts);
  const errors: Record<string, string> = { ...text.refusals, invalid_input: text.nameNeeded };
  const error =
    refusal === null ? null : (nameSentence(names, refusal) ?? errors[refusal.code] ?? text.refusals.other);
  const isAboutAffiliation = refusal?.details?.["field"] === "affiliation";
  return (
    <Form method="post" style={{ maxWidth: 480 }}>
      <h3>{text.createTeam}</h3>
      <p className="secondary">{text.teamHelp}</p>
      <TextInput
        name="name"
        label={text.teamName}
        required
        withAsterisk={false}
        minLength={2}
        maxLength={60}
        error={isAboutAffiliation ? null : error}
        mb="md"
      />
      <TextInput
        name="affiliation"
        label={`${text.teamAffiliation} ${text.optional}`}
        maxLength={100}
        error={isAboutAffiliation ? error : null}
        mb="lg"
      />
      <button type="submit" className={buttonClass(true)}>
        {text.create}
      </button>
    </Form>
  );
}
