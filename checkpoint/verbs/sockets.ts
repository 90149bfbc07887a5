import { beside, valueBeside } from "../draft/beside.ts";
import type { Draft } from "../draft/draft.ts";
import type { Slot } from "../draft/slots.ts";

/** Numbers of protocols; include/uapi/linux/in.h. */
export const PROTOCOLS = { tcp: 6, udp: 17, udplite: 136 } as const;

/** An end of a connection: words of an address, and a port. */
export interface End {
  readonly address: readonly number[];
  readonly port: number;
}

/** A socket of IPv4 or IPv6. */
export interface Socket {
  /** Fields of its message. */
  readonly field: (name: string) => Slot;
  /** Number of the protocol: 6 is TCP. */
  readonly protocol: number;
  readonly state: number;
  readonly source: End;
  /** All zeros, if it is not connected. */
  readonly target: End;
}

/** Lists the sockets of IPv4 and IPv6 of a checkpoint. */
export async function inetSockets(draft: Draft): Promise<Socket[]> {
  const found: Socket[] = [];
  for await (const slot of draft.slots(["inet_sk_entry.id"])) {
    const end = (side: string): End => ({
      address: (valueBeside(slot, `${side}_addr`) ?? []) as number[],
      port: valueBeside(slot, `${side}_port`) as number,
    });
    found.push({
      field: (name) => beside(slot, name),
      protocol: valueBeside(slot, "proto") as number,
      state: valueBeside(slot, "state") as number,
      source: end("src"),
      target: end("dst"),
    });
  }
  return found;
}

/** Returns a test for ends that some sockets have: by their address, or as sockets of any address. */
export function endsOf(sockets: readonly Socket[]): (end: End) => boolean {
  const known = new Set(sockets.map(({ source }) => keyOf(isAny(source) ? { ...source, address: [] } : source)));
  return (end) => known.has(keyOf(end)) || known.has(keyOf({ ...end, address: [] }));
}

const keyOf = ({ address, port }: End): string => `${port} ${address.join(" ")}`;

const isAny = ({ address }: End): boolean => address.every((word) => word === 0);

export function isSameAddress(a: End, b: End): boolean {
  return a.address.length === b.address.length && a.address.every((word, i) => word === b.address[i]);
}
