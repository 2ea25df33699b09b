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
      {callsWithRoles(calls).map(({ slug, title, roles }) => {
        const path = localizedPath(locale, `/calls/${slug}`);
        return (
          <Row key={slug} action={<WorkLinks path={path} roles={roles} />}>
            <Link to={path}>{title}</Link>
            <span className="secondary" style={{ display: "block" }}>
              {roles.map((role) => text.roles[role]).join(", ")}
            </span>
          </Row>
        );
      })}
    </Section>
  );
}

type Role = OwnCalls[number]["role"];

/** One line per call, whatever somebody is in it. */
function callsWithRoles(calls: OwnCalls) {
  const slugs = [...new Set(calls.map(({ slug }) => slug))];
  return slugs.map((slug) => {
    const same = calls.filter((call) => call.slug === slug);
    return { slug, title: same[0]?.title ?? slug, roles: same.map(({ role }) => role) };
  });
}

/** The ways to the work of the roles; two roles with the same work have one. */
function WorkLinks({ path, roles }: { path: string; roles: readonly Role[] }) {
  const text = useTexts(callTexts).own;
  const works = [...new Map(roles.map((role) => [workOf[role], text.work[role]]))];
  return works.map(([place, label]) => (
    <Link key={place} to={`${path}/${place}`} style={{ marginInlineStart: 20 }}>
      {label}
    </Link>
  ));
}
