import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass } from "#app/ui/parts.tsx";
import styles from "./laureates.module.css";
import type { LaureateQuery } from "./search.ts";
import { laureateTexts } from "./texts.ts";

type Choice = { value: string; label: string };
type FindFormProps = {
  query: LaureateQuery;
  choices: { calls: Choice[]; years: string[]; topics: Choice[]; organisations: string[] };
};

/** Search and filters of the laureates; a form that needs no script. */
export function FindForm({ query, choices }: FindFormProps) {
  const text = useTexts(laureateTexts).find;
  const locale = useLocale();
  const same = (value: string): Choice => ({ value, label: value });
  return (
    <Form
      // Another query is another form: what the address says is what stands in it.
      key={JSON.stringify(query)}
      method="get"
      action={localizedPath(locale, "/laureates")}
      role="search"
      aria-label={text.label}
      className={styles["find"]}
    >
      <label>
        <span>{text.search}</span>
        <input
          type="search"
          name="search"
          defaultValue={query.search}
          placeholder={text.searchHelp}
          maxLength={200}
        />
      </label>
      <Select name="call" label={text.call} chosen={query.call} choices={choices.calls} />
      <Select name="year" label={text.year} chosen={query.year} choices={choices.years.map(same)} />
      <Select
        name="organisation"
        label={text.organisation}
        chosen={query.organisation}
        choices={choices.organisations.map(same)}
      />
      <Select name="topic" label={text.topic} chosen={query.topic} choices={choices.topics} />
      <button type="submit" className={buttonClass(true)}>
        {text.go}
      </button>
    </Form>
  );
}

type SelectProps = { name: string; label: string; chosen: string; choices: readonly Choice[] };

function Select({ name, label, chosen, choices }: SelectProps) {
  const { all } = useTexts(laureateTexts).find;
  return (
    <label>
      <span>{label}</span>
      <select name={name} defaultValue={chosen}>
        <option value="">{all}</option>
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}
