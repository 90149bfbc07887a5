import { Buffer } from "node:buffer";
import { statSync } from "node:fs";
import { basename } from "node:path";
import process from "node:process";
import { byName } from "criu-images/layouts";
import { pageOf } from "../../cli/dissect/page.ts";
import { nodeLines } from "../../cli/dissect/text.ts";
import { wrapWords } from "../../cli/dissect/wrap.ts";
import { terminalOf } from "../../cli/terminal/terminal.ts";
import { openOutput } from "../../generator/files/output.ts";
import { pathOf } from "../../generator/files/path.ts";
import { pour } from "../convert/pour.ts";
import { isStdin, readChunks } from "../open/input.ts";
import type { Schema } from "../schema/schema.ts";
import { versionNote } from "../schema/version-note.ts";
import { type Entries, isAmong, parseEntries } from "./entries.ts";
import { dissectImage } from "./image.ts";
import { nodeToJson } from "./json.ts";
import type { DissectNode } from "./node.ts";
import { entriesText, newTally, summary, type Tally, tallied } from "./tally.ts";

/** Options of `critgen dissect`. */
export interface DissectOptions {
  /** Path of the image; `-` for standard input. */
  readonly input: string;
  /** Whether to print a line of JSON for each node instead of text. */
  readonly json: boolean;
  /** Whether to show long parts in full. */
  readonly full: boolean;
  /** Entries to show; all, and the bytes before them, by default. */
  readonly entries: string | undefined;
  readonly schema: Schema;
}

/** Result of dissecting an image. */
export interface Dissected {
  /** Whether the image has an error. */
  readonly isBroken: boolean;
  /** Note about an unknown version of the format. */
  readonly note: string | undefined;
}

/**
 * Shows the bytes of an image beside their meaning.
 *
 * @throws {Error} if it cannot be read, or has no structure
 */
export async function dissect({ input, json, full, entries, schema }: DissectOptions): Promise<Dissected> {
  const wanted = entries === undefined ? undefined : parseEntries(entries);
  const file = isStdin(input) ? undefined : basename(input);
  refuseRaw(schema, input, file);
  if (file !== undefined) refuseLarge(input);
  const bytes = await allOf(readChunks(input), input);
  const tally = newTally();
  const named = { ...schema, layouts: await schema.named() };
  const nodes = selected(tallied(dissectImage(bytes, file, named), tally), tally, wanted);
  const lines = json ? jsonLines(nodes) : textLines(nodes, bytes, tally, full);
  await pour(inChunks(lines), openOutput(undefined), "");
  return { isBroken: tally.notes.error > 0, note: await versionNote(schema, bytes, file) };
}

/**
 * Reads an input of unknown size.
 *
 * @throws {Error} if it is larger than `most` bytes
 */
export async function allOf(
  chunks: AsyncIterable<Uint8Array>,
  input: string,
  most: number = LARGEST,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) throw tooLarge(input);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** Refuses a raw image before reading it: it can be as large as a process's memory, and has no structure to show. */
function refuseRaw({ layouts }: Schema, path: string, file: string | undefined): void {
  const meant = file === undefined ? undefined : byName(layouts, file)[0];
  if (meant === undefined || meant.magic !== undefined) return;
  throw new Error(`${path}: ${meant.image} is raw: it has no structure to dissect`);
}

/** Largest input that is held in memory, in bytes. */
const LARGEST = 2 ** 30;

function refuseLarge(path: string): void {
  const size = statSync(pathOf(path), { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST) throw tooLarge(path);
}

function tooLarge(path: string): Error {
  const what = "larger than 1 GiB, the limit of dissect";
  const beginning = `\`head -c 100M ${path} | critgen dissect -\` shows its beginning`;
  return new Error(`${path}: ${what}; \`critgen info\` finds its errors, ${beginning}`);
}

/** Selects the nodes of some entries. All nodes are visited, so that the tally counts every problem. */
function* selected(nodes: Iterable<DissectNode>, tally: Tally, wanted: Entries | undefined): Generator<DissectNode> {
  let shown = false;
  for (const node of nodes) {
    if (wanted !== undefined && !isAmong(wanted, node.entry)) continue;
    shown = true;
    yield node;
  }
  if (wanted === undefined || shown) return;
  throw new Error(`--entries ${wanted.text}: no such entry; the image has ${entriesText(tally)}, counted from 0`);
}

function* jsonLines(nodes: Iterable<DissectNode>): Generator<string> {
  for (const node of nodes) yield nodeToJson(node);
}

function* textLines(nodes: Iterable<DissectNode>, bytes: Uint8Array, tally: Tally, full: boolean): Generator<string> {
  const terminal = terminalOf(process.stdout);
  const page = pageOf(bytes, terminal, full);
  for (const node of nodes) yield* nodeLines(page, node);
  yield "";
  yield* wrapWords(summary(tally), terminal.width);
}

/** Size of the pieces that are written, in characters. */
const CHUNK = 1 << 16;

async function* inChunks(lines: Iterable<string>): AsyncGenerator<Uint8Array> {
  let text = "";
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}
