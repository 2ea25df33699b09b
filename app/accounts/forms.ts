import { z } from "zod";

/** What a person types to sign in. */
export const signInForm = z.object({ email: z.string().trim().max(254), password: z.string().max(1_000) });

export const tokenForm = z.object({ intent: z.literal("create"), name: z.string().trim().min(1).max(60) });
export const revocationForm = z.object({
  intent: z.literal("revoke"),
  id: z.templateLiteral(["token_", z.string()]),
});
export const accountForm = z.discriminatedUnion("intent", [tokenForm, revocationForm]);
