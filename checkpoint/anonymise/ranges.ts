import { bytesOfAddress } from "../verbs/ip.ts";

/** Addresses of one kind: a pseudonym stays among them. */
export interface AddressRange {
  /** First bytes of the addresses. */
  readonly prefix: Uint8Array;
  /** Number of bits of the prefix. */
  readonly bits: number;
  /** Number of bits that stay as they are. */
  readonly kept: number;
  /** Whether the last four bytes are an address of IPv4. */
  readonly isMapped: boolean;
}

/**
 * Special addresses, by the registries of IANA (iana-ipv4-special-registry, iana-ipv6-special-registry), the narrowest
 * first. A number after a comma is that of bits that stay: for multicast of IPv6, flags and scope.
 */
const RANGES: readonly string[] = [
  ...["0.0.0.0/32", "127.0.0.1/32", "255.255.255.255/32", "169.254.0.0/16", "192.168.0.0/16", "172.16.0.0/12"],
  ...["100.64.0.0/10", "0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4"],
  ...["::/128", "::1/128", "::ffff:0.0.0.0/96,mapped", "64:ff9b::/96,mapped", "fe80::/64", "::/64", "fe80::/10"],
  ...["ff00::/8,16", "fc00::/7"],
];

const PARSED: readonly AddressRange[] = RANGES.map((text) => {
  const [, address = "", size = "", more] = /^([^/]+)\/(\d+)(?:,(.+))?$/.exec(text) ?? [];
  const isMapped = more === "mapped";
  const bits = Number(size);
  const kept = more === undefined || isMapped ? bits : Number(more);
  return { prefix: bytesOfAddress(address) ?? new Uint8Array(), bits, kept, isMapped };
});

/** All other addresses. */
const ORDINARY: AddressRange = { prefix: new Uint8Array(), bits: 0, kept: 0, isMapped: false };

/** Returns the narrowest range with an address of IPv4 (4 bytes) or IPv6 (16). */
export function rangeOf(address: Uint8Array): AddressRange {
  return (
    PARSED.find(({ prefix, bits }) => prefix.length === address.length && hasPrefix(address, prefix, bits)) ?? ORDINARY
  );
}

function hasPrefix(address: Uint8Array, prefix: Uint8Array, bits: number): boolean {
  return address.every((byte, i) => {
    const shift = Math.min(8, Math.max(0, 8 * (i + 1) - bits));
    return byte >> shift === (prefix[i] ?? 0) >> shift;
  });
}
