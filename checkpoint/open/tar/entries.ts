import { type Bytes, partOf } from "../../bytes/bytes.ts";
import { SourceError } from "../error.ts";
import type { StoreProblem } from "../store.ts";
import type { ArchiveEntry } from "../stored-files.ts";
import { BLOCK, damaged, type Header, headerOf } from "./header.ts";
import { nameText } from "./name.ts";
import { paxNumber, paxRecords } from "./pax.ts";
import { oldSparse, PIECES, paxSparse, type SparsePlace } from "./sparse.ts";

/** Largest extended header or long name, in bytes. A path of Linux has at most 4096. */
const EXTENSION = 1 << 20;

/** Kinds of entries, by the type in the header. */
const KINDS: Readonly<Record<string, ArchiveEntry["kind"]>> = {
  "0": "file",
  "1": "hard link",
  "2": "link",
  "3": "device",
  "4": "device",
  "5": "folder",
  "6": "pipe",
  "7": "file",
  D: "folder",
  S: "file",
};

/** Types of headers that describe the next entry. */
const EXTENDS = "xXgLK";

/** Type of a header with the label of a volume, which is no entry. */
const LABEL = "V";

/** Types that are not read. */
const REFUSED: Readonly<Record<string, string>> = {
  M: "the rest of a file of another volume: join the volumes first",
  N: "GNU's old form of long names: pack the files again with `tar --format=pax`",
};

/** Content of headers that describe the next entry. */
interface Extensions {
  readonly records: ReadonlyMap<string, Uint8Array>;
  /** GNU's long names. */
  readonly name?: Uint8Array;
  readonly target?: Uint8Array;
}

/** An entry, with the place behind its content. */
type PlacedEntry = ArchiveEntry & { readonly end: number };

/**
 * Reads the headers of an archive in its order. The content of entries is not read.
 *
 * @param report is called for each oddity
 * @throws {SourceError} `damaged`, `truncated`, `unsupported`
 */
export async function* tarEntries(bytes: Bytes, report: (problem: StoreProblem) => void): AsyncGenerator<ArchiveEntry> {
  let shared: ReadonlyMap<string, Uint8Array> = new Map();
  let extensions: Extensions = { records: shared };
  let last: PlacedEntry | undefined;
  const room = { pieces: PIECES };
  for (let offset = 0; ; ) {
    const block = await bytes.read(offset, offset + BLOCK);
    // The size of unpacked bytes is known only now.
    if (last !== undefined && last.end > bytes.size) throw truncated(bytes, last.offset, last.name);
    if (block.length === 0) return report({ code: "no-end", offset });
    if (block.length < BLOCK) throw truncated(bytes, offset);
    if (block.every((byte) => byte === 0)) return reportTrailing(bytes, offset, report);
    const header = headerOf(block, offset);
    const place = { bytes, offset, start: offset + BLOCK, stored: header.size, room };
    if (EXTENDS.includes(header.type)) {
      const content = await extension(place);
      if (header.type === "g") shared = new Map([...shared, ...paxRecords(content, offset)]);
      else extensions = extended(extensions, header.type, content, offset);
      offset = filled(place.start + header.size);
      continue;
    }
    last = await entryOf(header, place, { ...extensions, records: new Map([...shared, ...extensions.records]) });
    if (last.end > bytes.size) throw truncated(bytes, offset, last.name);
    if (header.type !== LABEL) {
      if (KINDS[header.type] === undefined) report({ code: "unknown-type", name: last.name, offset });
      yield last;
    }
    extensions = { records: new Map() };
    offset = filled(last.end);
  }
}

async function extension({ bytes, offset, start, stored }: SparsePlace): Promise<Uint8Array> {
  if (stored > EXTENSION) throw damaged(`an extended header has ${stored} bytes, more than ${EXTENSION}`, offset);
  const content = await bytes.read(start, start + stored);
  if (content.length < stored) throw truncated(bytes, offset);
  // A copy, because records stay and the bytes around them need not.
  return content.slice();
}

function extended(before: Extensions, type: string, content: Uint8Array, offset: number): Extensions {
  const end = content.indexOf(0);
  const text = end === -1 ? content : content.subarray(0, end);
  if (type === "L") return { ...before, name: text };
  if (type === "K") return { ...before, target: text };
  return { ...before, records: new Map([...before.records, ...paxRecords(content, offset)]) };
}

/** Combines a header with its extensions. Records of POSIX take precedence over GNU's long names. */
async function entryOf(header: Header, place: SparsePlace, extensions: Extensions): Promise<PlacedEntry> {
  const { records } = extensions;
  const { offset } = place;
  const refused = REFUSED[header.type];
  if (refused !== undefined) throw new SourceError("unsupported", `offset ${offset}: ${refused}`);
  const name = nameText(records.get("GNU.sparse.name") ?? records.get("path") ?? extensions.name ?? header.name);
  const target = nameText(records.get("linkpath") ?? extensions.target ?? header.target);
  // Old archives have no type for folders.
  const kind = "07".includes(header.type) && name.endsWith("/") ? "folder" : (KINDS[header.type] ?? "file");
  // Some writers give a hard link the size of its file.
  const stored = kind === "hard link" ? 0 : (paxNumber(records, "size", offset) ?? header.size);
  const content = await contentOf(header, { ...place, stored }, records);
  return { name, kind, size: kind === "file" ? content.bytes.size : 0, target, offset, ...content };
}

async function contentOf(
  header: Header,
  place: SparsePlace,
  records: ReadonlyMap<string, Uint8Array>,
): Promise<{ bytes: Bytes; end: number }> {
  const { bytes, start, stored } = place;
  if (header.type === "S") {
    const { pieces, size, start: content } = await oldSparse(place, header.block);
    return { bytes: pieces.bytes(bytes, size), end: content + stored };
  }
  const sparse = await paxSparse(place, records);
  const end = start + stored;
  return sparse === undefined
    ? { bytes: partOf(bytes, start, stored), end }
    : { bytes: sparse.pieces.bytes(bytes, sparse.size), end };
}

/** Rounds a place up to the end of its block. */
function filled(place: number): number {
  return Math.ceil(place / BLOCK) * BLOCK;
}

function truncated(bytes: Bytes, offset: number, name?: string): SourceError {
  const entry = name === undefined ? "a header" : `the entry ${JSON.stringify(name)}`;
  return new SourceError(
    "truncated",
    `the archive ends after ${bytes.size} bytes, in the middle of ${entry} at offset ${offset}: copy it again`,
  );
}

/** Number of bytes behind the end that are looked at. Writers fill the last record up with zeros, by default 10 KiB. */
const TRAILING = 1 << 20;

async function reportTrailing(bytes: Bytes, offset: number, report: (problem: StoreProblem) => void): Promise<void> {
  const rest = await bytes.read(offset, offset + TRAILING);
  const at = rest.findIndex((byte) => byte !== 0);
  if (at !== -1) report({ code: "trailing-data", offset: offset + at });
}
