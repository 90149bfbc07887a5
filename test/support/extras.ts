import { concat, framed, shorts } from "./build.ts";
import type { Plain } from "./reference.ts";

/* Entries with extras, built by hand. */

/** An entry, its extra in the form of the generated package, and the bytes of the extra. */
type Extra = (littleEndian: boolean) => { readonly entry: Plain; readonly extra: unknown; readonly bytes: Uint8Array };

/** Returns bytes that differ. */
export const data = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, i) => 7 * i + 1);
export const desc = { key: 1, uid: 2, gid: 3, cuid: 4, cgid: 5, mode: 6, id: 7 };
export const zeros = (size: number): Uint8Array => new Uint8Array(size);

/** Entries of the images that have extras. */
export const EXTRAS: Readonly<Record<string, readonly Extra[]>> = {
  PIPES_DATA: [() => ({ entry: { pipe_id: 1, bytes: 5 }, extra: data(5), bytes: data(5) })],
  FIFO_DATA: [() => ({ entry: { pipe_id: 1, bytes: 0, size: 9 }, extra: data(0), bytes: data(0) })],
  SK_QUEUES: [() => ({ entry: { id_for: 1, length: 3 }, extra: data(3), bytes: data(3) })],
  BPFMAP_DATA: [
    () => ({
      entry: { map_id: 1, keys_bytes: 4, values_bytes: 6, count: 2 },
      extra: { keys: data(4), values: data(6) },
      bytes: concat(data(4), data(6)),
    }),
  ],
  TCP_STREAM: [
    () => ({
      entry: { inq_len: 2, inq_seq: 9, outq_len: 3, outq_seq: 8, opt_mask: 0 },
      extra: { inq: data(2), outq: data(3) },
      bytes: concat(data(2), data(3)),
    }),
  ],
  IPCNS_SHM: [
    () => ({ entry: { desc, size: 5n, in_pagemaps: false }, extra: data(5), bytes: concat(data(5), zeros(3)) }),
    () => ({ entry: { desc, size: 8n }, extra: data(8), bytes: data(8) }),
    () => ({ entry: { desc, size: 4096n, in_pagemaps: true }, extra: undefined, bytes: zeros(0) }),
  ],
  IPCNS_SEM: [
    (le) => ({
      entry: { desc, nsems: 3 },
      extra: [1, 0x1234, 65535],
      bytes: concat(shorts(le, 1, 0x1234, 65535), zeros(2)),
    }),
    (le) => ({ entry: { desc, nsems: 4 }, extra: [4, 3, 2, 1], bytes: shorts(le, 4, 3, 2, 1) }),
    () => ({ entry: { desc, nsems: 0 }, extra: [], bytes: zeros(0) }),
  ],
  IPCNS_MSG: [
    (le) => ({
      entry: { desc, qbytes: 100, qnum: 2 },
      extra: [
        { mtype: 1n, msize: 5, extra: data(5) },
        { mtype: 2n, msize: 16, extra: data(16) },
      ],
      bytes: concat(
        framed("ipc_msg", { mtype: 1n, msize: 5 }, le),
        concat(data(5), zeros(3)),
        framed("ipc_msg", { mtype: 2n, msize: 16 }, le),
        data(16),
      ),
    }),
    () => ({ entry: { desc, qbytes: 100, qnum: 0 }, extra: [], bytes: zeros(0) }),
  ],
};
