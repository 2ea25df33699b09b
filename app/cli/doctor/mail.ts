import { createTransport } from "nodemailer";
import type { Environment } from "#db/environment.ts";
import { ok, toKnow, wrong, type Finding } from "#db/examinations/finding.ts";
import { lineOf, type Line } from "./line.ts";

const patience = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

/** Whether the mail server lets us in.
 * @param recipient to whom a message is sent; none is when it is null */
export async function examineMail(settings: Environment, recipient: string | null): Promise<Line[]> {
  const { SMTP_URL, MAIL_FROM } = settings;
  if (SMTP_URL === undefined)
    return [
      { about: "mail", ...toKnow("SMTP_URL is not set: letters wait in the outbox and nobody receives one") },
    ];
  return [
    await lineOf("mail: server", () => deliver(SMTP_URL, MAIL_FROM, recipient)),
    { about: "mail: sender", ...sender(MAIL_FROM) },
  ];
}

async function deliver(url: string, from: string, recipient: string | null): Promise<Finding> {
  const transport = createTransport({ url, ...patience });
  try {
    if (recipient === null) {
      await transport.verify();
      return ok("lets us in; `npm run doctor -- --mail you@example.org` sends a message");
    }
    const text = "The mail server of this installation of Palmarès takes its messages.";
    await transport.sendMail({ from, to: recipient, subject: "Palmarès: a trial message", text });
    return ok("has taken a message");
  } finally {
    transport.close();
  }
}

function sender(from: string): Finding {
  if (/@localhost\b/.test(from))
    return wrong("MAIL_FROM is not set: mail servers refuse or hide letters from localhost");
  return ok(`letters come from ${from}`);
}
