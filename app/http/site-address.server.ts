import { publicUrl } from "#db/environment.ts";

/** Where the site is reached from outside: links to copy come from the configuration, never from a request's headers. */
export function siteAddress(): string {
  return publicUrl();
}
