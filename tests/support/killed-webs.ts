import type postgres from "postgres";
import { HeldTable } from "./held-table.ts";
import { until, type Installation } from "./installation.ts";
import { startSecondWeb, type SecondWeb } from "./second-web.ts";

/** Web processes of an installation that are there to be killed. The next one starts while the present one is at work. */
export class KilledWebs {
  readonly #installation: Installation;
  readonly #sql: postgres.Sql;
  #next: Promise<SecondWeb>;

  /** @param sql connection of the owner, with room for two at once */
  constructor(installation: Installation, sql: postgres.Sql) {
    this.#installation = installation;
    this.#sql = sql;
    this.#next = this.#start();
  }

  async close(): Promise<void> {
    await (await this.#next).kill();
  }

  /** Sends a request to a process that is killed when what was asked is written but not committed.
   * @param table the last table that the verb writes
   * @returns what the sender learns */
  async beforeTheEnd(
    table: string,
    send: (site: string) => Promise<unknown>,
  ): Promise<"answered" | "cut off"> {
    const web = await this.#take();
    const held = await HeldTable.hold(this.#sql, table);
    const state = { isOver: false };
    const sent = send(web.site)
      .then(
        () => "answered" as const,
        () => "cut off" as const,
      )
      .finally(() => (state.isOver = true));
    let connections: number[] = [];
    try {
      await until(async () => {
        connections = await held.waiting("palmares_web");
        return connections.length > 0 || state.isOver;
      }, 15_000);
    } finally {
      await web.kill();
      await sent;
      await held.letGo(connections);
    }
    return sent;
  }

  /** Sends a request to a process that is killed as soon as the sender has read its answer.
   * @returns what the sender has made of it */
  async afterTheAnswer<Answer>(send: (site: string) => Promise<Answer>): Promise<Answer> {
    const web = await this.#take();
    const answer = await send(web.site);
    await web.kill();
    return answer;
  }

  async #take(): Promise<SecondWeb> {
    const web = await this.#next;
    this.#next = this.#start();
    return web;
  }

  async #start(): Promise<SecondWeb> {
    const { folder, port } = this.#installation;
    // It says that it stands where the others do, so that its letters are theirs.
    return startSecondWeb(folder, { address: `http://localhost:${String(port)}` });
  }
}
