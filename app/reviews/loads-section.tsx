import { TextInput } from "@mantine/core";
import { useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, Section } from "#app/ui/parts.tsx";
import type { assignmentPage } from "./assignment-page.server.ts";
import styles from "./reviews.module.css";
import { assignmentTexts } from "./texts-assignment.ts";

type Juror = Awaited<ReturnType<typeof assignmentPage>>["jurors"][number];

/** How much each juror has to read, within which bounds, and the way to change these. */
export function LoadsSection({ jurors }: { jurors: readonly Juror[] }) {
  const text = useTexts(assignmentTexts);
  return (
    <Section title={text.loads}>
      <ul className={styles["loads"]}>
        {jurors.map((juror) => (
          <li key={juror.id}>
            <span>
              {juror.name}
              {juror.hasSwept ? null : (
                <span className="secondary" style={{ display: "block" }}>
                  {text.notSwept}
                </span>
              )}
            </span>
            <span>{text.load(juror.load, juror.minLoad, juror.maxLoad)}</span>
            <Bounds juror={juror} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Bounds({ juror }: { juror: Juror }) {
  const text = useTexts(assignmentTexts);
  return (
    <details>
      <summary className={styles["plain"]} aria-label={text.changeFor(juror.name)}>
        {text.change}
      </summary>
      <Form method="post" className={styles["bounds"]}>
        <input type="hidden" name="juror" value={juror.id} />
        {(["minLoad", "maxLoad"] as const).map((name) => (
          <TextInput
            key={name}
            name={name}
            type="number"
            required
            withAsterisk={false}
            min={0}
            max={500}
            label={text[name]}
            defaultValue={juror[name]}
          />
        ))}
        <button type="submit" name="intent" value="loads" className={buttonClass(false)}>
          {text.save}
        </button>
      </Form>
    </details>
  );
}
