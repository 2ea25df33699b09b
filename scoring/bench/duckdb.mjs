import { createRequire } from "node:module";
import { join } from "node:path";

/** Scores a file of two classes with DuckDB and prints scores and milliseconds. Warm: the third time counts.
 * Usage: duckdb.mjs FOLDER labels.csv predictions.csv, where FOLDER has the package @duckdb/node-api */

const [folder = "", labels = "", predictions = ""] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(join(folder, "any.js"))("@duckdb/node-api");
const connection = await (await DuckDBInstance.create(":memory:")).connect();

const joined = `
  create or replace temp table joined as
  select l.id as expected, p.id as found, l.y as y, p.y as p
  from read_csv('${labels}', header = true, columns = {'id': 'varchar', 'y': 'utinyint'}) l
  full join read_csv('${predictions}', header = true, columns = {'id': 'varchar', 'y': 'double'}) p using (id)`;
const check = `
  select count(*) - count(expected) + count(*) - count(found) + count(*) - count(distinct found)
    + count(*) filter (p is null or not (p between 0 and 1))
  from joined`;
const area = `
  with scores as (select p, sum(y) as a, sum(1 - y) as b from joined group by p),
    below as (select a, b, sum(b) over (order by p) - b as before from scores)
  select sum(a * (before + b / 2)) / (sum(a) * sum(b)) from below`;
const loss = `
  select -avg(ln(case when y = 1 then q else 1 - q end))
  from (select y, greatest(1e-15, least(1 - 1e-15, p)) as q from joined)`;

/** @param {string} question */
async function numberOf(question) {
  const [[value]] = await (await connection.runAndReadAll(question)).getRows();
  return Number(value);
}

async function score() {
  await connection.run(joined);
  if ((await numberOf(check)) !== 0) throw new Error("The generated file was refused.");
  return [await numberOf(area), await numberOf(loss)];
}

await score();
await score();
const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const scores = await score();
const ms = performance.now() - startedAt;
const cpu = process.cpuUsage(cpuBefore);
console.log(JSON.stringify({ ms, cpuMs: (cpu.user + cpu.system) / 1000, scores }));
