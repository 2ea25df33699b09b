import type postgres from "postgres";
import { HeldTable } from "./held-table.ts";
import { startSecondWeb } from "./second-web.ts";

/** Sends a request to a web process of its own, and kills it when what was asked is written but not committed.
 * @param table the last table that the verb writes
 * @returns what the sender learns */
export async function killedBeforeItsEnd(
  { data, sql }: { data: string; sql: postgres.Sql },
  table: string,
  send: (site: string) => Promise<unknown>,
): Promise<"answered" | "cut off"> {
  const web = await startSecondWeb(data);
  const held = await HeldTable.hold(sql, table);
  const sent = send(web.site).then(
    () => "answered" as const,
    () => "cut off" as const,
  );
  const connections = await held.isWaitedForBy("palmares_web");
  await web.kill();
  const learnt = await sent;
  await held.letGo(connections);
  return learnt;
}

/** Sends a request to a web process of its own, and kills it as soon as the sender has read its answer.
 * @returns what the sender has made of it */
export async function killedAfterItsAnswer<Answer>(
  data: string,
  send: (site: string) => Promise<Answer>,
): Promise<Answer> {
  const web = await startSecondWeb(data);
  const answer = await send(web.site);
  await web.kill();
  return answer;
}
