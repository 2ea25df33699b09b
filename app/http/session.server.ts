import { visitor, type Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { db } from "#db/connections.ts";
import { fingerprintOf, newKey } from "#db/fingerprint.ts";
import { endSession, findSession, insertSession, markSeen } from "#db/queries/accounts.ts";
import type { PersonId } from "#db/vocabulary.ts";
import { noteWhoAsks } from "./request-scope.ts";

const lifetimeDays = 14;

/** The cookie's name. Behind TLS the `__Host-` prefix ties it to this very host. */
export function sessionCookieName(secure: boolean): string {
  return secure ? "__Host-palmares" : "palmares";
}

/** Who sent a request, by its session cookie. */
export async function actorOf(request: Request): Promise<Actor> {
  const token = sessionToken(request);
  if (token === null) return visitor;
  const session = fingerprintOf(token);
  const found = await findSession(db(), session);
  if (found === null) return visitor;
  const { wasSeenLongAgo, ...person } = found;
  noteWhoAsks(person.id);
  if (wasSeenLongAgo) await markSeen(db(), { personId: person.id, session });
  return { kind: "person", ...person, scopes: null };
}

/** Begins a session under a new opaque value, whatever the browser held before.
 * @returns the `Set-Cookie` value
 * @throws Refused `wrong_credentials` when the account has just been disabled */
export async function beginSession(request: Request, personId: PersonId): Promise<string> {
  const token = newKey();
  if (!(await insertSession(db(), { tokenHash: fingerprintOf(token), personId, days: lifetimeDays })))
    refuse("wrong_credentials");
  await markSeen(db(), { personId, session: fingerprintOf(token) });
  return cookie(request, token, lifetimeDays * 86_400);
}

/** Ends the session of a request.
 * @returns the `Set-Cookie` value that removes the cookie */
export async function leaveSession(request: Request): Promise<string> {
  const token = sessionToken(request);
  if (token !== null) await endSession(db(), fingerprintOf(token));
  return cookie(request, "", 0);
}

/** What identifies the session of a request in the table; null without one. */
export function sessionKey(request: Request): string | null {
  const token = sessionToken(request);
  return token === null ? null : fingerprintOf(token);
}

function sessionToken(request: Request): string | null {
  const name = sessionCookieName(isSecure(request));
  const sent = request.headers.get("Cookie") ?? "";
  for (const part of sent.split(";")) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name && value !== undefined && value !== "") return value;
  }
  return null;
}

function cookie(request: Request, value: string, maxAgeSeconds: number): string {
  const secure = isSecure(request);
  const flags = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${String(maxAgeSeconds)}${secure ? "; Secure" : ""}`;
  return `${sessionCookieName(secure)}=${value}; ${flags}`;
}

function isSecure(request: Request): boolean {
  return new URL(request.url).protocol === "https:";
}
