import { readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Names the machine within which process numbers mean something: containers may share a host's name and not its
 * processes. The host's name alone where the system does not tell. */
export function thisMachine(): string {
  try {
    return `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}
