import { formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { FactList, PlainText, Section } from "#app/ui/parts.tsx";
import { reviewTexts } from "./texts.ts";

type Peer = {
  id: string;
  name: string;
  total: number | null;
  marks: { id: string; mark: number | null; comment: string }[];
  toApplicant: string;
  toCommittee: string;
};

/** The others' reviews of the same application, for whoever has handed in their own. */
export function PeerReviews({
  peers,
  criteria,
}: {
  peers: readonly Peer[];
  criteria: readonly { id: string; name: string }[];
}) {
  const text = useTexts(reviewTexts).review;
  const locale = useLocale();
  return (
    <Section title={text.peers}>
      {peers.length === 0 ? <p className="secondary">{text.noPeers}</p> : null}
      {peers.map((peer) => (
        <article key={peer.id} style={{ padding: "12px 0" }}>
          <h3>{peer.name}</h3>
          <p>{peer.total === null ? text.noTotal : text.total(formatNumber(locale, peer.total, 1))}</p>
          <FactList
            facts={criteria.map(({ id, name }) => {
              const mark = peer.marks.find((one) => one.id === id)?.mark ?? null;
              return [name, mark === null ? text.noMark : formatNumber(locale, mark, 0)] as const;
            })}
          />
          {peer.marks
            .filter(({ comment }) => comment !== "")
            .map(({ id, comment }) => (
              <PlainText key={id} text={comment} />
            ))}
          {peer.toApplicant === "" ? null : (
            <>
              <h4>{text.toApplicant}</h4>
              <PlainText text={peer.toApplicant} />
            </>
          )}
          {peer.toCommittee === "" ? null : (
            <>
              <h4>{text.toCommittee}</h4>
              <PlainText text={peer.toCommittee} />
            </>
          )}
        </article>
      ))}
    </Section>
  );
}
