import { z } from "zod";
import { publicUrl } from "#db/environment.ts";
import { endpoints, type Endpoint } from "./endpoints.server.ts";
import { problem } from "./schemas.ts";

/** The OpenAPI 3.1 document of the API, made from the schemas of its answers. */
export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Palmarès", version: "1" },
    servers: [{ url: `${publicUrl()}/api/v1` }],
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
    security: [{}, { bearer: [] }],
    paths,
  };
}

function operation({ path, summary, answers, status = 200 }: Endpoint) {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  return {
    summary: summary.en,
    parameters: names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    responses: {
      [status]: {
        description: summary.en,
        content: { "application/json": { schema: z.toJSONSchema(answers, { io: "input" }) } },
      },
      default: {
        description: "Refused",
        content: { "application/problem+json": { schema: z.toJSONSchema(problem, { io: "input" }) } },
      },
    },
  };
}
