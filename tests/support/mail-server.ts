import { once } from "node:events";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";

export type ReceivedLetter = { to: string; subject: string; text: string; messageId: string };

/** A real SMTP server on this machine that keeps what it is sent.
 * @param refuses how many letters it refuses before it takes one
 * @param takesMs how long it thinks about each; may be changed later
 * @param port where it listens; any free one when nothing is given */
export async function startMailServer({ refuses = 0, takesMs = 0, port = 0 } = {}) {
  const received: ReceivedLetter[] = [];
  /** The same letters whole, with every header. */
  const parsed: ParsedMail[] = [];
  const pace = { takesMs };
  let toRefuse = refuses;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      void simpleParser(stream).then((letter) => {
        if (toRefuse > 0) {
          toRefuse -= 1;
          done(new Error("not now"));
          return;
        }
        const to = letter.to === undefined || Array.isArray(letter.to) ? "" : letter.to.text;
        const { subject = "", text = "", messageId = "" } = letter;
        parsed.push(letter);
        received.push({ to, subject, text, messageId });
        setTimeout(done, pace.takesMs);
      }, done);
    },
  });
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address();
  const found = typeof address === "object" && address !== null ? address.port : 0;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(resolve);
    });
  return { url: `smtp://127.0.0.1:${String(found)}`, port: found, received, parsed, pace, stop };
}
