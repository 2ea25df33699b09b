import type { RequestHandler } from "express";
import { refuseEarly } from "./refuse.ts";

const methods = new Set(["GET", "HEAD", "POST"]);

/** Lets pass only what every part of the program reads in the same way: what is judged by its path later must not be
 * another path to whoever answers it. */
export function onlyWellFormed(): RequestHandler {
  return (request, response, next) => {
    if (!methods.has(request.method)) refuseEarly(response, "method_not_allowed");
    else if (!isPlainTarget(request.url)) refuseEarly(response, "bad_request");
    else next();
  };
}

/** Whether the target of a request is a path that resolving leaves as it is: no host before it, no empty or dot segment, no
 * slash or control character in disguise. */
export function isPlainTarget(target: string): boolean {
  const path = target.split("?", 1)[0] ?? "";
  if (!/^\/(?!\/)[\x21-\x7e]*$/.test(target) || /[\\#]|\/\//.test(path)) return false;
  if (/%(?![0-9a-f]{2})|%2f|%5c|%[01][0-9a-f]|%7f/i.test(path)) return false;
  const segments = path.replace(/%2e/gi, ".").split("/");
  if (segments.some((segment) => segment === "." || segment === "..")) return false;
  return isUtf8(path);
}

function isUtf8(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
