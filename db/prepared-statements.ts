import type postgres from "postgres";

type Work = (tx: postgres.TransactionSql) => unknown;
type Unsafe = postgres.Sql["unsafe"];

/** The same client, but every statement with parameters is parsed and described once per connection. Drizzle asks for
 * none to be kept: each query then costs two round trips and a plan of its own. */
export function withPreparedStatements(client: postgres.Sql): postgres.Sql {
  // Left alone, the driver sends all that waits to the first connection that becomes free, one behind the other.
  return kept(client, { onexecute: () => false });
}

function kept<Sql extends postgres.Sql | postgres.TransactionSql>(client: Sql, more: object): Sql {
  return new Proxy(client, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (key === "unsafe")
        return (...[text, parameters, options]: Parameters<Unsafe>) =>
          target.unsafe(text, parameters, { ...options, ...more, prepare: isWorthKeeping(parameters) });
      if ((key === "begin" || key === "savepoint") && typeof value === "function")
        return (...given: unknown[]) => Reflect.apply(value, target, given.map(within)) as unknown;
      return value;
    },
  });
}

/** Long lists come in every length, and each length is a statement of its own. */
function isWorthKeeping(parameters: readonly unknown[] = []): boolean {
  return parameters.length <= 100;
}

/** What is done in a transaction has its connection for itself. */
function within(given: unknown): unknown {
  return typeof given === "function" ? (tx: postgres.TransactionSql) => (given as Work)(kept(tx, {})) : given;
}
