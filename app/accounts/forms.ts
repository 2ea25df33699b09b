import { z } from "zod";
import { line, writtenText } from "#app/i18n/written-text.ts";
import { locales } from "#db/vocabulary.ts";

/** Shortest password accepted. Length is what makes a password hard to guess; no kinds of characters are asked for
 * (NIST SP 800-63B, §5.1.1). */
export const shortestPassword = 12;

/** What a person types to sign in. */
export const signInForm = z.object({
  email: writtenText().max(254),
  password: z.string().max(1_000),
  next: z.string().max(2_000).optional(),
});

const email = writtenText().max(254).pipe(z.email());
const password = z.string().min(shortestPassword).max(1_000);

const displayName = line().min(1).max(100);
const affiliation = line()
  .max(150)
  .transform((text) => (text === "" ? null : text));

export const signUpForm = z.object({ email, password, displayName, affiliation });
export type SignUp = z.infer<typeof signUpForm>;

export const emailForm = z.object({ email });
export const keyForm = z.object({ key: z.string().max(100) });
export const newPasswordForm = z.object({ key: z.string().max(100), password });

const tokenAccess = z.enum(["all", "read"]);
export type TokenAccess = z.infer<typeof tokenAccess>;

/** Days after which a token ends; `never` = it does not. */
export const tokenLives = ["30", "90", "365", "never"] as const;

const tokenForm = z.object({
  intent: z.literal("create"),
  name: line().min(1).max(60),
  access: tokenAccess,
  days: z.enum(tokenLives).transform((days) => (days === "never" ? null : Number(days))),
});
const revocationForm = z.object({
  intent: z.literal("revoke"),
  id: z.templateLiteral(["token_", z.string()]),
});
const profileForm = z.object({
  intent: z.literal("profile"),
  displayName,
  affiliation,
  locale: z.enum(locales),
});
const passwordForm = z.object({
  intent: z.literal("password"),
  current: z.string().max(1_000),
  password,
});
const confirmationForm = z.object({ intent: z.literal("confirmation") });
const leaveElsewhereForm = z.object({ intent: z.literal("leave_elsewhere") });

/** Everything that can be changed on the account page. */
export const accountForm = z.discriminatedUnion("intent", [
  tokenForm,
  revocationForm,
  profileForm,
  passwordForm,
  confirmationForm,
  leaveElsewhereForm,
]);
