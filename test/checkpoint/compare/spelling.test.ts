import { compareCheckpoints, openCheckpoint } from "criu-checkpoint";
import { encodeAnyImage } from "criu-images/all";
import { expect, it } from "vitest";
import { archive, entry } from "../../support/tar.ts";

const FOWN = { uid: 0, euid: 0, signum: 0, pid_type: 0, pid: 0 };
const OPTIONS = {
  ...{ so_sndbuf: 0, so_rcvbuf: 0, so_snd_tmo_sec: 0n, so_snd_tmo_usec: 0n, so_rcv_tmo_sec: 0n },
  ...{ so_rcv_tmo_usec: 0n, so_filter: [] },
};

/** A checkpoint with one socket that nothing refers to. */
async function withSocket(byteOrder: "big" | "little", address: number) {
  const socket = { id: 1, ino: 1, family: 2, type: 1, proto: 6, state: 10, src_port: 80, dst_port: 0, flags: 2 };
  const isk = { ...socket, backlog: 5, src_addr: [address], dst_addr: [0], fown: FOWN, opts: OPTIONS };
  const image = { image: "FILES", byteOrder, entries: [{ type: 4, id: 1, isk }] };
  return await openCheckpoint(archive(entry({ name: "files.img", content: encodeAnyImage(image as never) })));
}

it.each([
  ["little", 0x0100007f, 0x0200007f],
  ["big", 0x7f000001, 0x7f000002],
] as const)("addresses are those of the machine that dumped: %s-endian", async (order, before, after) => {
  const [a, b] = [await withSocket(order, before), await withSocket(order, after)];
  const { changes } = await compareCheckpoints(a, b);
  expect(changes.map(({ topic, path, beforeText, afterText }) => [topic, path, beforeText, afterText])).toEqual([
    ["sockets", "isk.src_addr", "127.0.0.1", "127.0.0.2"],
  ]);
});
