import { withoutBlankEdges } from "#app/i18n/written-text.ts";

/** Providers whose addresses say nothing about where somebody works; a dot at the end stands for every ending. */
const webmail = [
  "gmail.com",
  "googlemail.com",
  "outlook.",
  "hotmail.",
  "live.",
  "msn.com",
  "yahoo.",
  "ymail.com",
  "rocketmail.com",
  "icloud.com",
  "me.com",
  "mac.com",
  "proton.me",
  "protonmail.com",
  "pm.me",
  "gmx.",
  "web.de",
  "t-online.de",
  "aol.com",
  "orange.fr",
  "wanadoo.fr",
  "free.fr",
  "sfr.fr",
  "neuf.fr",
  "laposte.net",
  "bbox.fr",
  "numericable.fr",
  "club-internet.fr",
  "videotron.ca",
  "sympatico.ca",
  "bell.net",
  "bluewin.ch",
  "skynet.be",
  "telenet.be",
  "libero.it",
  "mail.ru",
  "yandex.",
  "qq.com",
  "163.com",
  "zoho.com",
  "fastmail.com",
  "tutanota.com",
  "hey.com",
] as const;

/** Endings under which anybody may register a name: sharing one means nothing. */
const publicEndings = new Set([
  "ac.uk",
  "co.uk",
  "org.uk",
  "nhs.uk",
  "gouv.fr",
  "asso.fr",
  "com.fr",
  "gouv.qc.ca",
  "qc.ca",
  "gc.ca",
  "edu.au",
  "com.au",
  "co.jp",
  "ac.jp",
  "com.br",
]);

/** An address as its provider reads it: no case, no tag after a plus, and for Gmail no dots. */
export function canonicalAddress(address: string): string {
  const [mailbox = "", domain = ""] = withoutBlankEdges(address).toLowerCase().split("@");
  const untagged = mailbox.replace(/\+.*$/, "");
  const isGmail = domain === "gmail.com" || domain === "googlemail.com";
  return isGmail ? `${untagged.replaceAll(".", "")}@gmail.com` : `${untagged}@${domain}`;
}

/** The domain by which an address shows where somebody works; null for webmail and for what is no address. */
export function workDomain(address: string): string | null {
  const domain = withoutBlankEdges(address).toLowerCase().split("@")[1] ?? "";
  const isWebmail = webmail.some((one) => (one.endsWith(".") ? domain.startsWith(one) : domain === one));
  return domain.includes(".") && !isWebmail ? domain : null;
}

/** The domain that two work domains share: the same one, or one below the other; null when they share none that counts. */
export function sharedDomain(one: string, other: string): string | null {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  const isShared = longer === shorter || longer.endsWith(`.${shorter}`);
  return isShared && !publicEndings.has(shorter) ? shorter : null;
}
