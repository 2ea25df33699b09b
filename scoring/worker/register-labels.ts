import { eq, sql } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import type { Reader } from "#db/client.ts";
import { db, inTransaction } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import {
  deliveryForUpdate,
  isScoredAgainst,
  nextLabelSetVersion,
  useLabelSet,
} from "#db/queries/challenges.ts";
import { deliveryTask } from "#db/queries/evaluations.ts";
import { labelDeliveries, labelSets } from "#db/schema/challenges.ts";
import { readLabelFile, registerLabelFile } from "#db/withheld.ts";
import { Misconfigured } from "../errors.ts";
import { checkSpecification } from "../evaluate.ts";
import type { Usage } from "../grouping.ts";
import { readLabels, type LabelSet } from "../labels.ts";
import { specificationSchema } from "../spec.ts";
import { one } from "./label-cache.ts";

/** Takes a delivered label file out of the inbox: checks it against the phase's specification, stores it under its
 * digest, and makes it the label set of the phase. Refused with a code: a file that does not fit, and any once there are
 * submissions (`labels_in_use`), for a board must not rank scores of different labels beside each other.
 * Effects: one object, one label set, the answer to the delivery, an audit line. */
export async function registerLabels(deliveryId: `delivery_${string}`): Promise<void> {
  const task = await deliveryTask(db(), deliveryId);
  if (task === null || task.delivery.answeredAt !== null) return;
  const file = await readLabelFile(task.delivery.inboxKey);
  try {
    if (task.specification === null)
      throw new Misconfigured("no_specification", "The phase has no specification.");
    const spec = specificationSchema.parse(task.specification.content);
    checkSpecification(spec);
    await register(deliveryId, file, await readLabels(spec, one(file)));
  } catch (error) {
    if (!(error instanceof Misconfigured)) throw error;
    await refuse(db(), deliveryId, error.code);
  }
}

async function register(deliveryId: `delivery_${string}`, file: Uint8Array, labels: LabelSet): Promise<void> {
  const digest = fingerprintOf(file);
  const count = (usage: Usage) => labels.usage?.filter((row) => row === usage).length ?? 0;
  await inTransaction(async (tx) => {
    const delivery = await deliveryForUpdate(tx, deliveryId);
    // A second worker may have been faster.
    if (delivery === null || delivery.answeredAt !== null) return;
    if (await isScoredAgainst(tx, delivery.phaseId)) return refuse(tx, deliveryId, "labels_in_use");
    const objectKey = await registerLabelFile(delivery.inboxKey, file, digest);
    const id = newId("labels");
    const { phaseId } = delivery;
    await tx.insert(labelSets).values({
      id,
      phaseId,
      version: await nextLabelSetVersion(tx, phaseId),
      objectKey,
      digest,
      sizeBytes: file.byteLength,
      publicRows: labels.usage === null ? labels.expected.ids.length : count("public"),
      privateRows: count("private"),
      ignoredRows: count("ignored"),
    });
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

async function refuse(db: Reader, deliveryId: `delivery_${string}`, refusalCode: string): Promise<void> {
  await db
    .update(labelDeliveries)
    .set({ refusalCode, answeredAt: sql`clock_timestamp()` })
    .where(eq(labelDeliveries.id, deliveryId));
}
