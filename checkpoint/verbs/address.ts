import type { Draft } from "../draft/draft.ts";
import { EditError } from "../draft/error.ts";
import type { Given } from "./given.ts";
import { bytesOfAddress } from "./ip.ts";
import { type End, inetSockets, isSameAddress, type Socket } from "./sockets.ts";

export async function address(draft: Draft, given: Given): Promise<void> {
  const sockets = await inetSockets(draft);
  const isBig = await isBigEndian(draft, sockets);
  const [from, to] = ["from", "to"].map((key) => endOf(given.get(key), isBig)) as [End, End];
  if (from.address.length !== to.address.length) throw given.error("both addresses must be of one family");
  const ends = sockets.flatMap(({ field, source, target }) => [
    { slot: field("src_addr"), end: source },
    { slot: field("dst_addr"), end: target },
  ]);
  const own = ends.filter(({ end }) => isSameAddress(end, from));
  if (own.length === 0) throw given.error(`no socket of the checkpoint has the address ${given.get("from").text()}`);
  const taken = ends.find(({ end }) => isSameAddress(end, to));
  if (taken !== undefined) {
    const { file, path } = taken.slot;
    throw new EditError(`the address ${given.get("to").text()} is taken`, `${file}, ${path}`);
  }
  for (const { slot } of own) draft.set(slot, [...to.address]);
}

/** Returns the words of an address as CRIU stores them: bytes in the order of the network, read as native numbers. */
function endOf(given: Given, isBig: boolean): End {
  const bytes = bytesOfAddress(given.text());
  if (bytes === undefined) throw given.error("an address of IPv4 or IPv6 is expected");
  const view = new DataView(bytes.buffer);
  const words = Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i, !isBig));
  return { address: words, port: 0 };
}

/** Tells whether a big-endian machine wrote the images with the sockets: so are their frames. */
async function isBigEndian(draft: Draft, [first]: readonly Socket[]): Promise<boolean> {
  const name = first?.field("id").file;
  const file = draft.checkpoint.images.find((one) => one.file === name);
  const image = file && (await draft.open(file));
  return image !== undefined && "byteOrder" in image && image.byteOrder === "big";
}
