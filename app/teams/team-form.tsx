import { TextInput } from "@mantine/core";
import { useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass } from "#app/ui/parts.tsx";
import { teamTexts } from "./texts.ts";

/** Names the team in whose name files are submitted. */
export function TeamForm({ refusalCode }: { refusalCode: string | null }) {
  const text = useTexts(teamTexts);
  const errors: Record<string, string> = { ...text.refusals, invalid_input: text.nameNeeded };
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
        error={refusalCode === null ? null : (errors[refusalCode] ?? text.refusals.other)}
        mb="md"
      />
      <TextInput
        name="affiliation"
        label={`${text.teamAffiliation} ${text.optional}`}
        maxLength={100}
        mb="lg"
      />
      <button type="submit" className={buttonClass(true)}>
        {text.create}
      </button>
    </Form>
  );
}
