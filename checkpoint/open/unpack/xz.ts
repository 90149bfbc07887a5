import xz from "xz-decompress";
import { SourceError } from "../error.ts";
import { slicesOf } from "./slices.ts";
import { refuseWindow } from "./window.ts";
import { xzDictionary } from "./xz-block.ts";

/** Size of a slice, in bytes: a block of a few bytes can have a gigabyte of zeros. */
const SLICE = 1 << 14;

// The library lets only one stream at a time be open in the whole process: one that is read slowly would stop all others.
Object.assign(xz.XzReadableStream, { _contextMutex: { acquire: async () => undefined, release: () => undefined } });

/** Error codes of the decoder with a remedy; see include/linux/xz.h of Linux. */
const REMEDIES: Readonly<Record<string, string>> = {
  // A checksum other than CRC32 and CRC64, or a filter for programs.
  "6": "the xz has a checksum or a filter that is not read: pack it again with `xz -dc FILE | xz`",
  "4": "the xz has a dictionary of more than 64 MiB: pack it again with `xz -dc FILE | xz`",
};

function explained(error: unknown): unknown {
  const remedy = REMEDIES[/error code (\d+)$/.exec((error as Error).message)?.[1] ?? ""];
  return remedy === undefined ? error : new SourceError("unsupported", remedy);
}

/** Unpacks xz by the decoder of Linux, compiled to WebAssembly. */
export async function* unpackXz(packed: AsyncIterable<Uint8Array>, window: number): AsyncGenerator<Uint8Array> {
  const slices = slicesOf(packed, SLICE);
  let isFirst = true;
  const pull = async (to: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const { done, value } = await slices.next();
    if (done) return to.close();
    if (isFirst) refuseWindow(xzDictionary(value), window, "unpacking its xz", "`xz -d`");
    isFirst = false;
    to.enqueue(value);
  };
  const reader = new xz.XzReadableStream(new ReadableStream({ pull })).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (next.value.length > 0) yield next.value;
    }
  } catch (error) {
    throw explained(error);
  } finally {
    await reader.cancel().catch(() => undefined);
    await slices.return(undefined);
  }
}
