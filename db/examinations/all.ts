import { examineDurability } from "./durability.ts";
import type { Examined } from "./examined.ts";
import type { Finding } from "./finding.ts";
import { examineNotifications } from "./notifications.ts";
import { examinePublicAddress } from "./public-address.ts";
import { examineRole } from "./role.ts";
import { examineRowSecurity } from "./row-security.ts";
import { examineSchema } from "./schema.ts";
import { examineSecrets } from "./secrets.ts";
import { examineTimeLimits } from "./time-limits.ts";

type Examination = (examined: Examined) => Finding | Promise<Finding>;

/** What every process asks at its start, and `npm run doctor` for each of them, in this order. The first that is wrong keeps
 * the process from starting. */
export const processExaminations: Record<string, Examination> = {
  secrets: examineSecrets,
  "public address": examinePublicAddress,
  role: examineRole,
  schema: examineSchema,
  "row-level security": examineRowSecurity,
  durability: examineDurability,
  "time limits": examineTimeLimits,
  notifications: examineNotifications,
};
