import { IconAlertCircle, IconAlertTriangle, IconCheck, IconInfoCircle } from "@tabler/icons-react";
import { useEffect, useRef, type ReactNode } from "react";
import { Link, NavLink, useLocation } from "#app/remix.ts";
import { classNamesIn } from "./class-names.ts";
import styles from "./parts.module.css";

const style = classNamesIn(styles);

/** A ruled section with a serif heading. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={style("section")}>
      <div className={style("sectionHead")}>
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Short facts, each a term and its value. */
export function FactList({ facts }: { facts: readonly (readonly [term: string, value: ReactNode])[] }) {
  return (
    <dl className={style("facts")}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type NoticeKind = "info" | "attention" | "error" | "success";

const noticeIcons = {
  info: IconInfoCircle,
  attention: IconAlertTriangle,
  error: IconAlertCircle,
  success: IconCheck,
};

type NoticeProps = { kind: NoticeKind; title: string; level?: 2 | 3; children?: ReactNode };

/** What happened, what was kept, what to do.
 * @param level 2 where it stands right under the title of the page */
export function Notice({ kind, title, level = 3, children }: NoticeProps) {
  const Icon = noticeIcons[kind];
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className={style("notice", kind)} role={kind === "error" ? "alert" : "status"}>
      <Icon size={24} stroke={1.6} aria-hidden />
      <Heading className={style("noticeTitle")}>{title}</Heading>
      <div>{children}</div>
    </div>
  );
}

export type TagTone = "neutral" | "running" | "good" | "bad" | "attention";

/** A state: always an icon and a word. */
export function Tag({
  tone,
  icon,
  large = false,
  children,
}: {
  tone: TagTone;
  icon: ReactNode;
  large?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={style("tag", tone, large && "large")}>
      {icon}
      {children}
    </span>
  );
}

/** A key number with what it counts and a remark. */
export function Figure({ label, value, remark }: { label: string; value: ReactNode; remark?: ReactNode }) {
  return (
    <dl className={style("figure")} style={{ margin: 0 }}>
      <dt>{label}</dt>
      <dd>
        <div className={style("figureValue")}>{value}</div>
        {remark === undefined ? null : <div className="secondary">{remark}</div>}
      </dd>
    </dl>
  );
}

/** Main text with an aside, which comes first on narrow screens when it matters most. */
export function Columns({
  main,
  aside,
  asideFirst = false,
}: {
  main: ReactNode;
  aside: ReactNode;
  asideFirst?: boolean;
}) {
  return (
    <div className={style("columns", asideFirst && "asideFirst")}>
      <div>{main}</div>
      <aside>{aside}</aside>
    </div>
  );
}

export function Breadcrumbs({
  label,
  trail,
  here,
}: {
  label: string;
  trail: readonly (readonly [to: string, label: string])[];
  here: string;
}) {
  return (
    <nav aria-label={label}>
      <ol className={style("crumbs")}>
        {trail.map(([to, name]) => (
          <li key={to}>
            <Link to={to}>{name}</Link>
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}

/** Pages of one thing, side by side; on narrow screens they scroll, and the current one is in view. */
export function TabLinks({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { to: string; name: string; end?: boolean }[];
}) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (current != null && nav.current !== null)
      nav.current.scrollLeft = current.offsetLeft - nav.current.offsetLeft - 24;
  }, [pathname]);
  return (
    <nav ref={nav} className={style("tabs")} aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end={tab.end ?? false}>
          {tab.name}
        </NavLink>
      ))}
    </nav>
  );
}

type LinkButtonProps = { to: string; filled?: boolean; children: ReactNode; reloadDocument?: boolean };

/** A link that looks like what it is: the next thing to do. One filled button per view. */
export function LinkButton({ to, filled = false, children, reloadDocument = false }: LinkButtonProps) {
  return (
    <Link to={to} className={style("button", filled && "filled")} reloadDocument={reloadDocument}>
      {children}
    </Link>
  );
}

export function buttonClass(filled: boolean): string {
  return style("button", filled && "filled");
}

export function Actions({ children }: { children: ReactNode }) {
  return <div className={style("actions")}>{children}</div>;
}

/** Nothing here yet: what is missing, what will appear, one thing to do. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={style("empty")}>
      <h2 className={style("small")}>{title}</h2>
      {children}
    </div>
  );
}

type PageHeadProps = { title: string; lead?: ReactNode; level?: 1 | 2; children?: ReactNode };

/** The title of a page, or of what a page within another one shows. */
export function PageHead({ title, lead, level = 1, children }: PageHeadProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={style("pageHead")}>
      <div>
        <Heading className={style("large")}>{title}</Heading>
        {lead === undefined ? null : <p className="lead">{lead}</p>}
      </div>
      {children}
    </div>
  );
}

/** HTML that the server has made from Markdown and cleaned. */
export function Markdown({ html }: { html: string }) {
  return <div className={style("markdown")} dangerouslySetInnerHTML={{ __html: html }} />;
}

const address = /(https?:\/\/\S+)/;

/** Text with its line breaks; addresses in it become links. */
export function PlainText({ text }: { text: string }) {
  return (
    <div className={style("plainText")}>
      {text.split(address).map((piece, index) =>
        // Splitting at a group puts the addresses at the odd places.
        index % 2 === 1 ? (
          <a key={index} href={piece}>
            {piece}
          </a>
        ) : (
          piece
        ),
      )}
    </div>
  );
}

/** A line of a list: what it is, and what can be done with it. */
export function Row({ action, children }: { action?: ReactNode; children: ReactNode }) {
  return (
    <div className={style("row")}>
      <div>{children}</div>
      {action}
    </div>
  );
}

/** A page that is one short form. */
export function Narrow({ children }: { children: ReactNode }) {
  return <div className={style("narrow")}>{children}</div>;
}

/** Class of a form: its fields below each other. */
export function fieldsClass(): string {
  return style("fields");
}

/** A thing to take away. */
export function Boxed({ children }: { children: ReactNode }) {
  return <div className={style("boxed")}>{children}</div>;
}

export function tableClass(): string {
  return style("table");
}

export function numberClass(): string {
  return style("number");
}

/** Lets a wide table scroll sideways within the page. */
export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // A scrolling region must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={style("scroll")} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

export function spinClass(): string {
  return style("spin");
}
