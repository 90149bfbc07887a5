import { readingAhead } from "../../bytes/ahead.ts";
import { type Bytes, joined, memoryBytes } from "../../bytes/bytes.ts";
import { Pieces } from "../../bytes/pieces.ts";
import { SourceError } from "../error.ts";
import type { Settings } from "../options.ts";
import type { Store } from "../store.ts";
import { StoredFiles } from "../stored-files.ts";
import { damaged } from "../tar/header.ts";
import { type Marker, markerAt } from "./marker.ts";

/** Number of bytes that are read for a marker: pieces of a file have up to 1 MiB. */
const AHEAD = 1 << 9;

/** Largest number of pieces: enough for 16 GiB in pieces of a page. */
const PIECES = 1 << 22;

/** Indexes a stream of criu-image-streamer in place. */
export function streamStore(bytes: Bytes, settings: Settings, close: () => Promise<void>): Promise<Store> {
  return indexed(readingAhead(bytes, AHEAD), "stream", { ...settings, kept: { file: 0, total: 0 } }, close);
}

/** Indexes a compressed stream in one pass, which also keeps the small files. */
export function packedStreamStore(
  bytes: Bytes,
  form: string,
  settings: Settings,
  close: () => Promise<void>,
): Promise<Store> {
  return indexed(bytes, form, settings, close);
}

async function indexed(bytes: Bytes, form: string, settings: Settings, close: () => Promise<void>): Promise<Store> {
  const reader = new StreamReader(bytes, settings);
  while (await reader.step());
  return reader.stored.store(form, close);
}

/** A file of a stream whose end has not been read. */
interface OpenFile {
  readonly name: string;
  readonly offset: number;
  readonly pieces: Pieces;
  /** Its content; absent if it is too large to be kept. */
  chunks: Uint8Array[] | undefined;
}

/** Reads a stream, whose files lie in pieces between those of others. */
class StreamReader {
  readonly stored: StoredFiles;
  readonly #bytes: Bytes;
  readonly #settings: Settings;
  readonly #open: Map<string, OpenFile> = new Map();
  #current: OpenFile | undefined;
  #room: number;
  #seq = 0;
  #pieces = 0;
  #offset = 0;

  constructor(bytes: Bytes, settings: Settings) {
    this.#bytes = bytes;
    this.#settings = settings;
    this.#room = settings.kept.total;
    this.stored = new StoredFiles(settings);
  }

  /** Reads a marker and what follows it; returns whether there is more. */
  async step(): Promise<boolean> {
    this.#settings.signal?.throwIfAborted();
    const marker = await markerAt(this.#bytes, this.#offset);
    if (marker === undefined) throw await this.#noMarker();
    this.#refuseShard(marker);
    const start = this.#offset + marker.size;
    if (marker.file !== undefined) this.#select(marker.file);
    else if (marker.data !== undefined) await this.#take(start, marker.data);
    else if (marker.end === "file") this.#close();
    this.#offset = start + (marker.data ?? 0);
    if (marker.end === "image") await this.#end();
    return marker.end !== "image";
  }

  #select(name: string): void {
    const file = this.#open.get(name) ?? { name, offset: this.#offset, pieces: new Pieces(), chunks: [] };
    this.#open.set(name, file);
    this.#current = file;
  }

  async #take(start: number, size: number): Promise<void> {
    const file = this.#file();
    if (this.#pieces++ === PIECES) throw new SourceError("too-large", `the stream has more than ${PIECES} pieces`);
    file.pieces.add(file.pieces.end, start, size);
    if (file.chunks !== undefined && file.pieces.end <= Math.min(this.#settings.kept.file, this.#room)) {
      file.chunks.push((await this.#bytes.read(start, start + size)).slice());
    } else file.chunks = undefined;
  }

  #close(): void {
    const { name, offset, pieces, chunks } = this.#file();
    const size = pieces.end;
    const stored = this.stored.add({ name, kind: "file", size, offset, bytes: pieces.bytes(this.#bytes, size) });
    if (stored !== undefined && chunks !== undefined && chunks.length > 0) {
      this.stored.keep(stored, memoryBytes(joined(chunks)));
      this.#room -= size;
    }
    this.#open.delete(name);
    this.#current = undefined;
  }

  #file(): OpenFile {
    if (this.#current === undefined) throw damaged("a marker of no file", this.#offset);
    return this.#current;
  }

  #refuseShard({ seq }: Marker): void {
    if (seq === this.#seq++) return;
    const text = `offset ${this.#offset}: the marker has the number ${seq} instead of ${this.#seq - 1}: it is one of several shards of a stream`;
    throw new SourceError("unsupported", `${text}; \`criu-image-streamer extract\` joins them to files`);
  }

  async #noMarker(): Promise<SourceError> {
    const rest = await this.#bytes.read(this.#offset, this.#offset + 1);
    if (rest.length > 0) return damaged("there is no marker of criu-image-streamer", this.#offset);
    return new SourceError(
      "truncated",
      `the stream ends after ${this.#bytes.size} bytes without its mark: copy it again`,
    );
  }

  async #end(): Promise<void> {
    const [open] = this.#open.values();
    if (open !== undefined) throw damaged(`the stream ends before its file ${JSON.stringify(open.name)}`, this.#offset);
    const rest = await this.#bytes.read(this.#offset, this.#offset + 1);
    if (rest.length > 0) this.stored.problems.push({ code: "trailing-data", offset: this.#offset });
  }
}
