import type postgres from "postgres";

type Client = postgres.Sql | postgres.TransactionSql;
type Work = (tx: postgres.TransactionSql) => unknown;

/** The same client, but every statement with parameters is parsed and described once per connection. Drizzle asks for
 * none to be kept: each query then costs two round trips and a plan of its own. */
export function withPreparedStatements<Sql extends Client>(client: Sql): Sql {
  return new Proxy(client, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (key === "unsafe")
        return (text: string, parameters: postgres.ParameterOrJSON<never>[] = [], options = {}) =>
          target.unsafe(text, parameters, { ...options, prepare: true });
      if ((key === "begin" || key === "savepoint") && typeof value === "function")
        return (...parameters: unknown[]) =>
          Reflect.apply(
            value,
            target,
            parameters.map((one) => (typeof one === "function" ? within(one as Work) : one)),
          );
      return value;
    },
  });
}

function within(work: Work): Work {
  return (tx) => work(withPreparedStatements(tx));
}
