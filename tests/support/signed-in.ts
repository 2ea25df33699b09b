/** Somebody of the demonstration at the forms of a site, as a browser sends them. The session is good at every web
 * process of the installation, so each request says which one it asks. */
export class SignedIn {
  /** As a browser sends it. */
  readonly cookie: string;

  constructor(cookie: string) {
    this.cookie = cookie;
  }

  static async at(site: string, account: string): Promise<SignedIn> {
    const visitor = new SignedIn("");
    const form = { email: `${account}@demo.local`, password: "demo-palmares", next: "/fr" };
    const answer = await visitor.submit(site, "/fr/sign-in", form);
    const cookie = (answer.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";
    if (answer.status !== 302 || cookie === "") throw new Error(`${account} could not sign in`);
    return new SignedIn(cookie);
  }

  /** Sends a form. Redirections are answers here. */
  async submit(site: string, path: string, fields: Record<string, string>): Promise<Response> {
    return this.#send(site, path, { method: "POST", body: new URLSearchParams(fields) });
  }

  /** Asks an address that a page's own script calls. */
  async ask(site: string, path: string, content: unknown): Promise<Response> {
    const headers = { "Content-Type": "application/json" };
    return this.#send(site, path, { method: "POST", headers, body: JSON.stringify(content) });
  }

  async read(site: string, path: string): Promise<string> {
    return (await this.#send(site, path, {})).text();
  }

  async #send(site: string, path: string, request: RequestInit): Promise<Response> {
    const headers = new Headers(request.headers);
    headers.set("Cookie", this.cookie);
    headers.set("Origin", site);
    const signal = AbortSignal.timeout(30_000);
    return fetch(`${site}${path}`, { ...request, headers, redirect: "manual", signal });
  }
}
