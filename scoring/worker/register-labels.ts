import { eq, sql } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import type { Reader, Tx } from "#db/client.ts";
import { db, inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import {
  deliveryForUpdate,
  isScoredAgainst,
  nextLabelSetVersion,
  useLabelSet,
} from "#db/queries/challenges.ts";
import { deliveryTask } from "#db/queries/evaluations.ts";
import { labelDeliveries, labelSets } from "#db/schema/challenges.ts";
import { StoreUnavailable } from "#db/store-unavailable.ts";
import { clearFromInbox, storeLabelFile } from "#db/withheld.ts";
import type { SpooledFile } from "../contained/spooled-file.ts";
import { TooCostly } from "../contained/too-costly.ts";
import type { GroupCounts } from "../engine/register-labels.ts";
import { Misconfigured } from "../errors.ts";
import { localFile } from "../local/local-file.ts";
import { askToRegister } from "./engine.ts";
import { fetchDelivered, sent } from "./fetch-files.ts";

type DeliveryId = `delivery_${string}`;

/** Takes a delivered label file out of the inbox: has it checked against the phase's specification, stores it under its
 * digest, and makes it the label set of the phase. Refused with a code: a file that does not fit or costs too much to read,
 * and any once there are submissions (`labels_in_use`), for a board must not rank scores of different labels beside each
 * other.
 * Effects: one object, one label set, the answer to the delivery, an audit line. */
export async function registerLabels(deliveryId: DeliveryId): Promise<void> {
  const task = await deliveryTask(db(), deliveryId);
  if (task === null || task.delivery.answeredAt !== null) return;
  if (task.specification === null) return refuse(db(), deliveryId, "no_specification");
  const file = await fetchDelivered(task.delivery.inboxKey);
  try {
    if (task.delivery.sha256 !== null && file.sha256 !== task.delivery.sha256)
      throw new StoreUnavailable("The delivered label file is not the one that was handed in.");
    const counts = await askToRegister({ spec: task.specification.content, file: sent(file) });
    await register(deliveryId, file, counts);
    await clearFromInbox(task.delivery.inboxKey);
  } catch (error) {
    const code = refusalCodeOf(error);
    if (code === null) throw error;
    await refuse(db(), deliveryId, code);
    await clearFromInbox(task.delivery.inboxKey);
  } finally {
    await file.discard();
  }
}

/** What the organiser is told; null when the platform is at fault. */
function refusalCodeOf(error: unknown): string | null {
  if (error instanceof TooCostly) return "too_costly";
  return error instanceof Misconfigured ? error.code : null;
}

async function register(deliveryId: DeliveryId, file: SpooledFile, counts: GroupCounts): Promise<void> {
  const { sha256: digest, sizeBytes } = file;
  // Asked before, so that nothing is stored in vain, and again where the answer holds.
  if (await inTransaction((tx) => refusedAsInUse(tx, deliveryId))) return;
  const objectKey = await storeLabelFile(await localFile(file.at).open(), { digest, sizeBytes });
  await inTransaction(async (tx) => {
    const delivery = await deliveryForUpdate(tx, deliveryId);
    // A second worker may have been faster.
    if (delivery === null || delivery.answeredAt !== null || (await refusedAsInUse(tx, deliveryId))) return;
    const id = newId("labels");
    const { phaseId } = delivery;
    const version = await nextLabelSetVersion(tx, phaseId);
    await tx.insert(labelSets).values({ id, phaseId, version, objectKey, digest, sizeBytes, ...counts });
    await useLabelSet(tx, phaseId, id);
    await tx
      .update(labelDeliveries)
      .set({ labelSetId: id, answeredAt: sql`clock_timestamp()` })
      .where(eq(labelDeliveries.id, deliveryId));
    await appendAuditEvent(tx, {
      actor: "worker",
      verb: "register_labels",
      subject: id,
      details: { phase: phaseId, digest },
    });
  });
}

/** Refuses labels for a phase that has submissions. */
async function refusedAsInUse(tx: Tx, deliveryId: DeliveryId): Promise<boolean> {
  const delivery = await deliveryForUpdate(tx, deliveryId);
  if (delivery === null || delivery.answeredAt !== null) return false;
  if (!(await isScoredAgainst(tx, delivery.phaseId))) return false;
  await refuse(tx, deliveryId, "labels_in_use");
  return true;
}

async function refuse(db: Reader, deliveryId: DeliveryId, refusalCode: string): Promise<void> {
  await db
    .update(labelDeliveries)
    .set({ refusalCode, answeredAt: sql`clock_timestamp()` })
    .where(eq(labelDeliveries.id, deliveryId));
}
