import { IconMenu2, IconUserCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { inOtherLanguage, localizedPath } from "#app/i18n/locale.ts";
import { shellTexts } from "#app/i18n/messages-shell.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form, Link, NavLink, useLocation } from "#app/remix.ts";
import styles from "./shell.module.css";

export type ColorScheme = "light" | "dark";

type ShellProps = { personName: string | null; scheme: ColorScheme | null; children: ReactNode };

/** What surrounds every page: header, content, footer. */
export function Shell({ personName, scheme, children }: ShellProps) {
  const text = useTexts(shellTexts);
  const { pathname } = useLocation();
  const isWorkScreen = /\/(leaderboard|organise)$/.test(pathname);
  return (
    <>
      <a className="skip-link" href="#content">
        {text.skip}
      </a>
      <header className={styles["header"]}>
        <div className={styles["bar"]}>
          <Brand />
          <nav className={`${styles["nav"] ?? ""} ${styles["wide"] ?? ""}`} aria-label={text.navigation}>
            <MainLinks />
          </nav>
          <div className={`${styles["tools"] ?? ""} ${styles["wide"] ?? ""}`}>
            <Tools personName={personName} scheme={scheme} />
          </div>
          <details className={styles["menu"]}>
            <summary aria-label={text.menu}>
              <IconMenu2 size={24} stroke={1.6} aria-hidden />
            </summary>
            <div className={styles["panel"]}>
              <MainLinks />
              <Tools personName={personName} scheme={scheme} />
            </div>
          </details>
        </div>
      </header>
      <main id="content" className={styles["main"]} data-wide={isWorkScreen} tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  );
}

function Brand() {
  const text = useTexts(shellTexts);
  const locale = useLocale();
  return (
    <div className={styles["brand"]}>
      <Link to={localizedPath(locale, "/")} className={styles["wordmark"]}>
        Palmarès
      </Link>
      <span className={styles["institution"]}>
        {text.institution[0]}
        <br />
        {text.institution[1]}
      </span>
    </div>
  );
}

function MainLinks() {
  const text = useTexts(shellTexts);
  const locale = useLocale();
  return (
    <>
      <NavLink to={localizedPath(locale, "/challenges")}>{text.challenges}</NavLink>
      <NavLink to={localizedPath(locale, "/calls")}>{text.calls}</NavLink>
      <NavLink to={localizedPath(locale, "/laureates")}>{text.laureates}</NavLink>
    </>
  );
}

function Tools({ personName, scheme }: { personName: string | null; scheme: ColorScheme | null }) {
  const text = useTexts(shellTexts);
  const locale = useLocale();
  const { pathname, search } = useLocation();
  const next = `${pathname}${search}`;
  return (
    <>
      <Languages />
      <SchemeSwitch scheme={scheme} />
      {personName === null ? (
        <Link
          to={`${localizedPath(locale, "/sign-in")}?next=${encodeURIComponent(next)}`}
          className={styles["person"]}
        >
          {text.signIn}
        </Link>
      ) : (
        <>
          <Link to={localizedPath(locale, "/account")} className={styles["person"]}>
            <IconUserCircle size={20} stroke={1.6} aria-hidden />
            {personName}
          </Link>
          <Form method="post" action={localizedPath(locale, "/sign-out")}>
            <button type="submit" className={styles["plain"]}>
              {text.signOut}
            </button>
          </Form>
        </>
      )}
    </>
  );
}

function Languages() {
  const locale = useLocale();
  const text = useTexts(shellTexts);
  const { pathname, search } = useLocation();
  const other = inOtherLanguage(locale, pathname) + search;
  return (
    <nav className={styles["languages"]} aria-label={text.language}>
      {(["fr", "en"] as const).map((language) =>
        language === locale ? (
          <span key={language} aria-current="true" lang={language}>
            {language.toUpperCase()}
          </span>
        ) : (
          <a key={language} href={other} lang={language} hrefLang={language}>
            {language.toUpperCase()}
          </a>
        ),
      )}
    </nav>
  );
}

function SchemeSwitch({ scheme }: { scheme: ColorScheme | null }) {
  const text = useTexts(shellTexts);
  const { pathname, search } = useLocation();
  const next = scheme === "dark" ? "light" : "dark";
  return (
    <Form method="post" action="/appearance" reloadDocument>
      <input type="hidden" name="scheme" value={next} />
      <input type="hidden" name="next" value={pathname + search} />
      <button type="submit" className={styles["plain"]}>
        <span className="visually-hidden">{text.scheme.label}: </span>
        {text.scheme[next]}
      </button>
    </Form>
  );
}

function Footer() {
  const text = useTexts(shellTexts);
  const locale = useLocale();
  const links = [
    ["/pages/accessibility", text.accessibility],
    ["/pages/legal-notice", text.legal],
    ["/pages/privacy", text.privacy],
    ["/pages/contact", text.contact],
  ] as const;
  return (
    <footer className={styles["footer"]}>
      <div className={styles["footerBar"]}>
        <span className={styles["footerMark"]}>Palmarès</span>
        {links.map(([path, label]) => (
          <Link key={path} to={localizedPath(locale, path)}>
            {label}
          </Link>
        ))}
        <Link to={localizedPath(locale, "/api")}>{text.api}</Link>
        <span>{text.time}</span>
      </div>
    </footer>
  );
}
