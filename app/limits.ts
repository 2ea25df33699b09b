/** Every bound on what one sender may take of a web process, each with its reason; docs/limits.md is the short table.
 * The embedded object store keeps its own beside itself. */

const KiB = 2 ** 10;
const MiB = 2 ** 20;

/** How long the body of a posted form or JSON document may be, and of how many fields or values. Files go other ways. */
export const bodyLimits = {
  /** Whoever has no account: the longest password and name, percent-encoded. Costs less than a millisecond to read. */
  visitor: { bytes: 32 * KiB, fields: 40 },
  /** Most forms and messages of a signed-in person: texts of 5,000 letters in two languages, percent-encoded. */
  usual: { bytes: 512 * KiB, fields: 2_000 },
  /** An announced file, a document's next step: names and numbers. */
  message: { bytes: 16 * KiB, fields: 40 },
  /** A call with its description, rulebook and criteria in two languages; an application form; a page of the site; a whole
   * application that was written without a network. The two longest texts of 100,000 letters, percent-encoded, fit. */
  long: { bytes: 4 * MiB, fields: 20_000 },
} as const;

export type BodyLimit = { bytes: number; fields: number };

/** How deep JSON may be nested: a table among the answers of an application has five levels. */
export const jsonDepth = 16;

/** How much one sender may hold at the same time, and all together. The share of one is always far below the whole: no
 * single address or person can keep the others out. An IPv6 visitor is a /64. */
export type Share = { total: number; perAddress: number; perPerson: number };

/** Sockets. A browser opens six: two thousand are three hundred people behind one address. Behind trusted proxies all
 * come from one address, and only the total counts; the requests of each visitor are still counted apart. */
export const sockets = { total: 10_000, perAddress: 2_000 } as const;

/** Requests that are being answered. An answer takes some tens of milliseconds, so that 200 at once are thousands a
 * second: no institution behind one address has as many people. */
export const requestsAtOnce: Share = { total: 1_000, perAddress: 200, perPerson: 200 };

/** Open pages that wait for changes. They cost 25 kB each: an institution may have 500 boards open, a person 30. */
export const eventStreams: Share = { total: 5_000, perAddress: 500, perPerson: 30 };

/** API calls that wait for an outcome: each asks the database four times a second. */
export const longPolls: Share = { total: 400, perAddress: 100, perPerson: 16 };

/** Files on their way through the site: each may keep 1 MiB of memory and 64 MiB of disk. A class may send a hundred at once,
 * and a program sixty. */
export const filesAtOnce: Share = { total: 400, perAddress: 100, perPerson: 64 };

/** Uploads to the object store that have begun and not ended, of one person: what nobody completes stays for a day. */
export const unfinishedDocumentsPerPerson = 20;
export const unfinishedFilesPerPerson = 6;
/** Of one team in one phase. */
export const unfinishedFilesPerTeam = 3;

/** Documents of one application in a day: every one is kept for its history. */
export const documentsPerDay = 100;

export const timing = {
  /** A request's head arrives in one packet. */
  headMs: 15_000,
  /** Longer than proxies usually keep an idle connection (60 s), so that the proxy ends it and never meets a closed one. */
  keepAliveMs: 75_000,
  /** Nothing at all moves: neither side is there any more. Longer than the longest answer takes (30 s of waiting). */
  standstillMs: 120_000,
  /** A body may begin slowly … */
  bodyGraceMs: 20_000,
  /** … but arrives at this rate on the whole: a tenth of the slowest mobile network. */
  bodyBytesPerSecond: 1_000,
  /** For how long what was refused is still read, so that the sender sees the answer and not a reset. */
  lingerMs: 5_000,
} as const;

/** What a sender who has taken more than a share is told to wait, in seconds. */
export const retryAfterSeconds = { tooMany: 30, unavailable: 5 } as const;
