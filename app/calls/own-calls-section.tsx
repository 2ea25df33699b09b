import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link } from "#app/remix.ts";
import { Row, Section } from "#app/ui/parts.tsx";
import type { OwnCalls } from "./pages.server.ts";
import { callTexts } from "./texts.ts";

/** Where the work of each role is done, below the call. */
const workOf = {
  juror: "reviews",
  organiser: "applications",
  officer: "applications",
  chair: "decisions",
  authority: "decisions",
} as const;

/** Calls in which somebody judges, prepares or decides, each with the way to the work.
 * @param applications how many of one's own applications there are */
export function OwnCallsSection({ calls, applications }: { calls: OwnCalls; applications: number }) {
  const text = useTexts(callTexts).own;
  const locale = useLocale();
  if (calls.length === 0 && applications === 0) return null;
  return (
    <Section
      title={text.title}
      aside={
        applications === 0 ? undefined : (
          <Link to={localizedPath(locale, "/applications")}>{text.applications(applications)}</Link>
        )
      }
    >
      {calls.map(({ slug, title, role }) => {
        const path = localizedPath(locale, `/calls/${slug}`);
        return (
          <Row key={`${slug} ${role}`} action={<Link to={`${path}/${workOf[role]}`}>{text.work[role]}</Link>}>
            <Link to={path}>{title}</Link>
            <span className="secondary" style={{ display: "block" }}>
              {text.roles[role]}
            </span>
          </Row>
        );
      })}
    </Section>
  );
}
