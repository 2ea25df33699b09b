import { hash, verify } from "@node-rs/argon2";

// OWASP’s first recommendation for argon2id, which is the library’s default algorithm: 19 MiB, two passes, one lane.
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash to store of a password, in the same form however its accents were typed. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), settings);
}

let nobodysHash: Promise<string> | null = null;

/** Whether a password is right. Takes as long when there is no such account, so that the time tells nothing. */
export async function isPassword(password: string, storedHash: string | null): Promise<boolean> {
  nobodysHash ??= hashPassword("nobody has this password");
  const isRight = await verify(storedHash ?? (await nobodysHash), password.normalize("NFC"));
  return isRight && storedHash !== null;
}
