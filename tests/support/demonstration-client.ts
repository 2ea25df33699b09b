import { z } from "zod";

const submissionSchema = z.object({
  id: z.string(),
  state: z.string(),
  scores: z
    .object({ public: z.record(z.string(), z.number().nullable()) })
    .partial()
    .optional(),
});
const tokenSchema = z.object({ token: z.string() });

export type Answer = { status: number; body: unknown };

/** The demonstration's competitor at the programming interface of a running site. */
export class DemonstrationClient {
  readonly site: string;
  readonly token: string;

  constructor(site: string, token: string) {
    this.site = site;
    this.token = token;
  }

  static async signIn(site: string): Promise<DemonstrationClient> {
    const answer = await fetch(`${site}/api/v1/tokens`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email: "competitor@demo.local", password: "demo-palmares" }),
    });
    return new DemonstrationClient(site, tokenSchema.parse(await answer.json()).token);
  }

  /** The sample submission of a challenge. */
  async sample(slug: string): Promise<string> {
    return (await fetch(`${this.site}/sample/${slug}`)).text();
  }

  /** Sends a file once, whatever the answer is. */
  async send(slug: string, content: string, key: string | null = null): Promise<Answer> {
    const answer = await fetch(`${this.site}/api/v1/challenges/${slug}/submissions`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${this.token}`,
        "Content-Type": "text/csv",
        ...(key === null ? {} : { "Idempotency-Key": key }),
      },
      body: content,
      signal: AbortSignal.timeout(60_000),
    });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  }

  /** Sends a file that must be accepted.
   * @returns the submission's id */
  async submit(slug: string, content: string, key: string | null = null): Promise<string> {
    const { status, body } = await this.send(slug, content, key);
    if (status !== 201)
      throw new Error(`The file was answered with ${String(status)}: ${JSON.stringify(body)}`);
    return submissionSchema.parse(body).id;
  }

  async submission(id: string, waitSeconds = 0): Promise<z.infer<typeof submissionSchema>> {
    const answer = await fetch(`${this.site}/api/v1/submissions/${id}?wait=${String(waitSeconds)}`, {
      headers: { Authorization: `Bearer ${this.token}` },
      signal: AbortSignal.timeout(60_000),
    });
    return submissionSchema.parse(await answer.json());
  }
}

/** A file for the challenge `wdbc` made from its sample; the number makes its bytes its own. */
export function wdbcFile(sample: string, number: number): string {
  const [header = "", ...rows] = sample.trim().split("\n");
  const marked = rows.map((row, index) => {
    const id = row.split(",")[0] ?? "";
    return `${id},${(((index * 37 + number * 11) % 97) / 100 + 0.01).toFixed(4)}`;
  });
  return [header, ...marked, ""].join("\n");
}
