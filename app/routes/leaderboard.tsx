import { visitor } from "#app/accounts/actor.ts";
import { handle } from "#app/http/handle.server.ts";
import { formatDate, formatNumber } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { BoardControls, FrozenNotice } from "#app/leaderboards/board-controls.tsx";
import styles from "#app/leaderboards/board.module.css";
import { BoardTable } from "#app/leaderboards/board-table.tsx";
import { readBoardQuery } from "#app/leaderboards/forms.ts";
import { leaderboardPage, type LeaderboardPage } from "#app/leaderboards/pages.server.ts";
import { teamsPerPage } from "#app/leaderboards/rules.ts";
import { boardTexts } from "#app/leaderboards/texts.ts";
import { Link, useLoaderData, useSearchParams, type LoaderFunctionArgs } from "#app/remix.ts";
import { useLiveUpdates } from "#app/ui/live.ts";
import { buttonClass, EmptyState } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    const asked = readBoardQuery(request.url);
    return leaderboardPage(
      actor.kind === "person" ? actor : visitor,
      params["slug"] ?? "",
      asked,
      new Date(),
    );
  });
}

export default function Leaderboard() {
  const text = useTexts(boardTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  useLiveUpdates(page.day === null ? `board=${page.phaseId}` : null);
  return (
    <>
      <h2>{text.title[page.kind]}</h2>
      <p className="lead">
        {text.lead(formatNumber(locale, page.teams))}{" "}
        {page.kind === "public"
          ? text.final(formatDate(locale, page.closesAt, page.timeZone))
          : text.finalLead}
        {page.kind === "public" && page.displayRule === "ladder" ? ` ${text.ladder}` : null}
      </p>
      {page.own === null ? null : <OwnStrip page={page} />}
      <BoardControls page={page} />
      <FrozenNotice page={page} />
      {page.rows.length === 0 ? <NoRows /> : <BoardTable page={page} />}
      <Paging page={page} />
      <p>
        <Link to={localizedPath(locale, `/challenges/${page.slug}/statistics`)}>{text.statistics}</Link>
      </p>
    </>
  );
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function OwnStrip({ page }: { page: LeaderboardPage }) {
  const text = useTexts(boardTexts);
  const locale = useLocale();
  const { own, metrics } = page;
  if (own === null) return null;
  const decimals = metrics[0]?.decimals ?? 4;
  return (
    <div className={styles["strip"]}>
      <span className={styles["stripRank"]}>
        {own.rank ?? "–"} {own.sharedBy > 1 ? <small className="ex-aequo">ex æquo</small> : null}
      </span>
      <span>
        <strong>{own.name}</strong>
        <p>
          {own.score === null
            ? text.notYet
            : text.ownScore(formatNumber(locale, own.score, decimals), own.submissions)}{" "}
          {own.behind === null
            ? null
            : own.behind === 0
              ? text.leading
              : text.behind(formatNumber(locale, own.behind, decimals))}
          {own.certainty?.ranks == null
            ? null
            : ` ${sentence(text.possible(own.certainty.ranks.low, own.certainty.ranks.high))}`}
        </p>
      </span>
    </div>
  );
}

function NoRows() {
  const text = useTexts(boardTexts);
  const [search] = useSearchParams();
  const isSearch = (search.get("search") ?? "") !== "";
  return (
    <EmptyState title={isSearch ? text.noMatch : text.none}>
      <p>{isSearch ? text.noMatchMore : text.noneMore}</p>
      {isSearch ? <Link to="?">{text.all}</Link> : null}
    </EmptyState>
  );
}

function Paging({ page }: { page: LeaderboardPage }) {
  const text = useTexts(boardTexts);
  const [search] = useSearchParams();
  const link = (number: number) => {
    const wanted = new URLSearchParams(search);
    wanted.set("page", String(number));
    return `?${wanted.toString()}`;
  };
  if (page.found === 0) return null;
  const first = (page.page - 1) * teamsPerPage + 1;
  return (
    <div className={styles["paging"]}>
      <span className="secondary">{text.count(first, first + page.rows.length - 1, page.found)}</span>
      {page.ownPage === null ? null : <Link to={`${link(page.ownPage)}#own`}>{text.toOwn}</Link>}
      {page.page > 1 ? (
        <Link className={buttonClass(false)} to={link(page.page - 1)}>
          {text.previous}
        </Link>
      ) : null}
      {page.page < page.pages ? (
        <Link className={buttonClass(false)} to={link(page.page + 1)}>
          {text.next}
        </Link>
      ) : null}
    </div>
  );
}
