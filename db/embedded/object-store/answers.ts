import type { ServerResponse } from "node:http";
import type { S3Error } from "./errors.ts";

/** A tree of XML elements: text, or children in order; a list repeats its element. */
export type Xml = string | number | boolean | { [element: string]: Xml | Xml[] };

/** Writes an XML document of the S3 protocol. */
export function xml(root: string, content: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content)}`;
}

function element(name: string, content: Xml): string {
  if (typeof content !== "object") return `<${name}>${escape(String(content))}</${name}>`;
  const children = Object.entries(content).flatMap(([child, value]) =>
    Array.isArray(value) ? value.map((one) => element(child, one)) : [element(child, value)],
  );
  return `<${name}>${children.join("")}</${name}>`;
}

function escape(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** Answers with an XML document. */
export function answerXml(response: ServerResponse, status: number, root: string, content: Xml): void {
  response.writeHead(status, { "Content-Type": "application/xml" }).end(xml(root, content));
}

/** Answers with a refusal in the form that clients know. */
export function answerError(response: ServerResponse, error: S3Error, withBody: boolean): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (withBody) answerXml(response, error.status, "Error", { Code: error.code, Message: error.message });
  else response.writeHead(error.status).end();
}
