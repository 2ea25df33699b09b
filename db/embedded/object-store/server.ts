import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerError } from "./answers.ts";
import { authenticatedCall } from "./call.ts";
import { S3Error } from "./errors.ts";
import { Uploads } from "./multipart.ts";
import { ObjectCalls } from "./object-calls.ts";
import type { AccessKeys } from "./rights.ts";
import { Storage } from "./storage.ts";
import { UploadCalls } from "./upload-calls.ts";

export type ObjectStoreLimits = {
  /** What one request may carry. */
  bodyBytes: number;
  /** How many uploads in parts may be unfinished. */
  unfinishedUploads: number;
  /** How many of them of one kind, and how many in one folder. */
  unfinishedUploadsPerKind: number;
  unfinishedUploadsPerFolder: number;
  /** After this time an unfinished upload is given up. */
  uploadLifetimeMs: number;
};

export type ObjectStoreOptions = {
  folder: string;
  port: number;
  host: string;
  buckets: readonly string[];
  keys: AccessKeys;
  /** Origins of pages that may upload from a browser. */
  origins: readonly string[];
  limits?: Partial<ObjectStoreLimits>;
};

export type RunningObjectStore = { port: number; stop: () => Promise<void> };

const usualLimits: ObjectStoreLimits = {
  bodyBytes: 5 * 2 ** 30,
  // Each is a small file. The application lets one person begin twenty: five hundred people at once.
  unfinishedUploads: 10_000,
  unfinishedUploadsPerKind: 8_000,
  unfinishedUploadsPerFolder: 100,
  uploadLifetimeMs: 7 * 86_400_000,
};

/** A connection on which nothing has moved for so long is closed. */
const idleTimeoutMs = 120_000;
const expiryEveryMs = 3_600_000;

/** Starts the small S3 server of an installation without one. Signatures are always enforced. */
export async function startObjectStore(options: ObjectStoreOptions): Promise<RunningObjectStore> {
  const limits = { ...usualLimits, ...options.limits };
  const { storage, uploads } = await openStorage(options.folder, limits);
  const objectCalls = new ObjectCalls(storage, limits.bodyBytes);
  const uploadCalls = new UploadCalls(storage, uploads, limits.bodyBytes);
  const server = createServer((request, response) => {
    answer(request, response, { options, objectCalls, uploadCalls }).catch((error: unknown) => {
      answerError(response, errorToTell(error, request), request.method !== "HEAD");
    });
  });
  // A large body on a slow line takes its time; one that stands still does not.
  server.requestTimeout = 0;
  server.setTimeout(idleTimeoutMs);
  await listen(server, options);
  const expiry = setInterval(() => {
    uploads
      .endExpired(new Date())
      .then((parts) => storage.discard(parts))
      // The next hour tries again; a full disk must not end the server.
      .catch(console.error);
  }, expiryEveryMs);
  const stopAll = () => {
    clearInterval(expiry);
    return stop(server);
  };
  return { port: (server.address() as AddressInfo).port, stop: stopAll };
}

/** Opens what is on disk, and removes what an interrupted write or an expired upload has left. */
async function openStorage(folder: string, limits: ObjectStoreLimits) {
  const storage = await Storage.open(folder);
  const uploadLimits = {
    lifetimeMs: limits.uploadLifetimeMs,
    count: limits.unfinishedUploads,
    perKind: limits.unfinishedUploadsPerKind,
    perFolder: limits.unfinishedUploadsPerFolder,
  };
  const uploads = await Uploads.open(folder, uploadLimits, storage.blobNames());
  await uploads.endExpired(new Date());
  await storage.removeUnnamed(uploads.blobNames());
  return { storage, uploads };
}

type Parts = { options: ObjectStoreOptions; objectCalls: ObjectCalls; uploadCalls: UploadCalls };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { options, objectCalls, uploadCalls }: Parts,
): Promise<void> {
  allowOrigin(request, response, options.origins);
  if (request.method === "OPTIONS") {
    response.writeHead(204).end();
    return;
  }
  const call = authenticatedCall(request, response, options.keys);
  if (!options.buckets.includes(call.bucket))
    throw new S3Error(404, "NoSuchBucket", "There is no such bucket.");
  if (call.key === "") objectCalls.answerBucket(call);
  else if (call.query.has("uploads") || call.query.has("uploadId")) await uploadCalls.answer(call);
  else await objectCalls.answerObject(call);
}

function errorToTell(error: unknown, request: IncomingMessage): S3Error {
  if (error instanceof S3Error) return error;
  if (isWithoutRoom(error)) return new S3Error(507, "InsufficientStorage", "There is no room left.");
  // Who has gone away in the middle of a body is told nothing; anything else is ours.
  if (!request.destroyed || request.complete) console.error(error);
  return new S3Error(500, "InternalError", "The server has failed.");
}

function isWithoutRoom(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}

function allowOrigin(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): void {
  const { origin } = request.headers;
  response.setHeader("Vary", "Origin");
  if (origin === undefined || !origins.includes(origin)) return;
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, PUT");
  response.setHeader("Access-Control-Allow-Headers", "content-type");
  response.setHeader("Access-Control-Expose-Headers", "ETag");
  response.setHeader("Access-Control-Max-Age", "3600");
}

async function listen(server: Server, { port, host }: ObjectStoreOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
  server.closeIdleConnections();
  setTimeout(() => {
    server.closeAllConnections();
  }, 1500).unref();
  await closed;
}
