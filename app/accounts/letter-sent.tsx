import type { ReactNode } from "react";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { LinkButton, Narrow, PageHead } from "#app/ui/parts.tsx";
import { accountTexts } from "./texts.ts";

type LetterSentProps = { title: string; isShown: boolean; children: ReactNode };

/** A letter is on its way.
 * @param isShown whether letters are read on a page of this machine instead */
export function LetterSent({ title, isShown, children }: LetterSentProps) {
  const text = useTexts(accountTexts);
  const locale = useLocale();
  return (
    <Narrow>
      <PageHead title={title} lead={children} />
      <p style={{ marginTop: 20 }}>{text.letterLate}</p>
      {isShown ? (
        <>
          <p className="secondary">{text.lettersHere}</p>
          <LinkButton to={localizedPath(locale, "/letters")} filled>
            {text.readLetters}
          </LinkButton>
        </>
      ) : null}
    </Narrow>
  );
}
