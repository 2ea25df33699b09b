import { challengeTexts } from "#app/challenges/texts.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useTexts } from "#app/i18n/text.ts";
import type { MetaFunction } from "#app/remix.ts";
import { EmptyState, PageHead } from "#app/ui/parts.tsx";

export const meta: MetaFunction = ({ params }) => [
  { title: `${challengeTexts[localeOf(params)].calls} – Palmarès` },
];

export default function Calls() {
  const text = useTexts(challengeTexts);
  return (
    <>
      <PageHead title={text.calls} />
      <div style={{ marginTop: 32 }}>
        <EmptyState title={text.noCall}>
          <p>{text.noCallMore}</p>
        </EmptyState>
      </div>
    </>
  );
}
