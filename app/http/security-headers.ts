import type { RequestHandler, Response } from "express";
import helmet from "helmet";
import { environment } from "#db/environment.ts";

/** Nothing of a visitor's machine is asked for, by us or by what a page might hold. */
const permissions = ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"]
  .map((feature) => `${feature}=()`)
  .join(", ");

type Directive = string | ((request: unknown, response: unknown) => string);

/** What a browser may load and send: own scripts and styles with this answer's nonce, and uploads to the object store. */
export function securityHeaders({ isDevelopment }: { isDevelopment: boolean }): RequestHandler {
  const settings = environment();
  const endpoint = settings.S3_PUBLIC_ENDPOINT ?? settings.S3_ENDPOINT;
  const store = endpoint === undefined ? [] : [new URL(endpoint).origin];
  const own: Directive[] = isDevelopment ? ["'self'", "'unsafe-inline'"] : ["'self'", nonce];
  const usual = helmet({
    // Without a referrer, browsers send `Origin: null` on plain form posts, which the origin check refuses.
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "script-src": own,
        "style-src": own,
        "style-src-attr": ["'unsafe-inline'"],
        "connect-src": ["'self'", ...store, ...(isDevelopment ? ["ws:"] : [])],
        "form-action": ["'self'", ...store],
      },
    },
  });
  return (request, response, next) => {
    response.setHeader("Permissions-Policy", permissions);
    usual(request, response, next);
  };
}

function nonce(_request: unknown, response: unknown): string {
  return `'nonce-${String((response as Response).locals["cspNonce"])}'`;
}
