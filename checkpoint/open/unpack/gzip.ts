import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
} from "pako";
import { Chunks } from "./chunks.ts";
import { hasMember } from "./gzip-member.ts";
import type { Restart } from "./unpackers.ts";

/** Size of the output, in bytes. */
const CHUNK = 1 << 16;

/** The largest window, and the header and trailer of gzip. */
const GZIP = 15 + 16;

/** Unpacks gzip by pako. Zeros after the last member are ignored, as gzip does. */
export async function* unpackGzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | Restart> {
  const input = new Chunks(packed);
  const stream = new ZStream();
  zlibInflateInit2(stream, GZIP);
  stream.avail_out = 0;
  try {
    for (let isFirst = true; isFirst || (await hasMember(input)); isFirst = false) {
      if (!isFirst) yield { packed: input.taken, unpack: unpackGzip };
      zlibInflateReset(stream);
      yield* member(stream, input);
    }
  } finally {
    await input.close();
  }
}

async function* member(stream: ZStream, input: Chunks): AsyncGenerator<Uint8Array> {
  for (let isEnded = false; !isEnded; ) {
    const chunk = await input.next();
    if (chunk === undefined) throw new Error("unexpected end of file");
    stream.input = chunk;
    stream.next_in = 0;
    stream.avail_in = chunk.length;
    do {
      const { length, ended } = step(stream);
      isEnded = ended;
      if (length > 0) yield stream.output.subarray(stream.next_out - length, stream.next_out);
    } while (!isEnded && (stream.avail_in > 0 || stream.avail_out === 0));
    input.putBack(chunk.subarray(chunk.length - stream.avail_in));
  }
}

/** Unpacks into the rest of the output, or into a new one: what was unpacked before stays. */
function step(stream: ZStream): { readonly length: number; readonly ended: boolean } {
  if (stream.avail_out === 0) {
    stream.output = new Uint8Array(CHUNK);
    stream.next_out = 0;
    stream.avail_out = CHUNK;
  }
  const before = stream.next_out;
  const status = zlibInflate(stream, Z_NO_FLUSH);
  // There is neither input nor output left.
  const isFine = status === Z_OK || status === Z_STREAM_END || status === Z_BUF_ERROR;
  if (!isFine) throw new Error(stream.msg || `error ${status} of zlib`);
  return { length: stream.next_out - before, ended: status === Z_STREAM_END };
}
