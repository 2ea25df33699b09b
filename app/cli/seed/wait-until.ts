const lookEveryMs = 50;
const patienceMs = 120_000;

/** Asks again and again until there is an answer: what the other processes do for the demonstration takes them seconds.
 * @param what what is waited for, to be named when it does not come
 * @param look the answer; null while there is none */
export async function waitUntil<Answer>(what: string, look: () => Promise<Answer | null>): Promise<Answer> {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    const answer = await look();
    if (answer !== null) return answer;
    await new Promise((resume) => setTimeout(resume, lookEveryMs));
  }
  throw new Error(`Waited for in vain: ${what}.`);
}
