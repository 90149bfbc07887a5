import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Page } from "./page.ts";
import { rangeOf } from "./range.ts";
import type { ServedFile, ServedSource } from "./sources.ts";

/** Content of the server. */
export interface Served {
  readonly page: Page;
  readonly sources: readonly ServedSource[];
  /** Secret in the path of each request. */
  readonly token: string;
}

/** Headers of each answer: no other page can read it, embed it or keep it. */
const HEADERS = {
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** Starts the server on 127.0.0.1. @throws {Error} if the port is taken */
export async function startServer(served: Served, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(served, portOf(server), request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}

/** Returns the port of a server that listens. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function answer(
  { page, sources, token }: Served,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refuse = (status: number): void => {
    response.writeHead(status, { ...HEADERS, "content-security-policy": "default-src 'none'" }).end();
  };
  // A page of another name that resolves to this address would have its own name here.
  if (request.headers.host !== `127.0.0.1:${port}`) return refuse(403);
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405);
  const [, given = "", ...steps] = (request.url ?? "").split("?")[0]?.split("/") ?? [];
  if (!isSame(given, token)) return refuse(403);
  const path = steps.join("/");
  const file = fileAt(sources, path);
  if (file !== undefined) return await sendRange(file, request, response);
  const content = path === "checkpoints.json" ? listOf(sources) : page.files.get(path === "" ? "index.html" : path);
  if (content === undefined) return refuse(404);
  response.writeHead(200, {
    ...HEADERS,
    "content-type": content.type,
    "content-length": content.bytes.length,
    "content-security-policy": page.policy,
  });
  response.end(request.method === "HEAD" ? undefined : content.bytes);
}

function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function listOf(sources: readonly ServedSource[]): { readonly type: string; readonly bytes: Buffer } {
  const list = sources.map(({ name, isArchive, files }, i) => ({
    name,
    isArchive,
    files: files.map((file, j) => ({ name: file.name, size: file.size, url: `files/${i}/${j}` })),
  }));
  return { type: "application/json", bytes: Buffer.from(JSON.stringify(list)) };
}

/** Files are named by their places in the list, so that no name of a file is a part of an address. */
function fileAt(sources: readonly ServedSource[], path: string): ServedFile | undefined {
  const [, source = "", file = ""] = /^files\/(\d{1,9})\/(\d{1,9})$/.exec(path) ?? [];
  return source === "" ? undefined : sources[Number(source)]?.files[Number(file)];
}

/** Size of the parts that are read at once, in bytes. */
const PART = 1 << 20;

async function sendRange(file: ServedFile, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const range = rangeOf(request.headers.range, file.size);
  if (range === undefined) {
    response.writeHead(416, { ...HEADERS, "content-range": `bytes */${file.size}` }).end();
    return;
  }
  const { from, to } = range;
  response.writeHead(206, {
    ...HEADERS,
    "content-type": "application/octet-stream",
    "content-length": to - from,
    "content-range": `bytes ${from}-${to - 1}/${file.size}`,
  });
  if (request.method === "HEAD") return void response.end();
  await pipeline(Readable.from(partsOf(file, from, to), { objectMode: false }), response);
}

async function* partsOf(file: ServedFile, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; ) {
    const part = await file.read(at, Math.min(to, at + PART));
    // A file that became shorter ends the connection: the length was promised.
    if (part.length === 0) throw new Error(`${file.name} is shorter than before`);
    yield part;
    at += part.length;
  }
}
