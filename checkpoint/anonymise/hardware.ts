import type { Addresses } from "./addresses.ts";
import type { Keyed } from "./keyed.ts";

/** Number of bytes of an address of Ethernet. */
const ETHERNET = 6;

/** Bits of the first byte of an address of Ethernet: of a group, and given by an administrator. */
const GROUP = 1;
const LOCAL = 2;

/** Pseudonyms of addresses of network devices. */
export class Hardware {
  readonly #keyed: Keyed;
  readonly #addresses: Addresses;

  constructor(keyed: Keyed, addresses: Addresses) {
    this.#keyed = keyed;
    this.#addresses = addresses;
  }

  /**
   * Returns the pseudonym of an address, with as many bytes. Those of zeros alone, and of broadcast, stay. A tunnel has an
   * address of IP: it becomes the one that this has elsewhere.
   */
  async replaced(address: Uint8Array): Promise<Uint8Array> {
    if (address.every((byte) => byte === 0) || address.every((byte) => byte === 0xff)) return address;
    if (address.length === 4 || address.length === 16) return this.#addresses.replaced(address);
    const bytes = await this.#keyed.stream("hardware", address, address.length);
    const [first = 0] = bytes;
    if (bytes.length === ETHERNET) bytes[0] = (first & ~GROUP) | ((address[0] ?? 0) & GROUP) | LOCAL;
    return bytes;
  }
}

/** Returns the bytes of an address of Ethernet; `undefined` if the text is none. */
export function bytesOfHardware(text: string): Uint8Array | undefined {
  if (!/^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i.test(text)) return undefined;
  return Uint8Array.from(text.split(":"), (byte) => Number.parseInt(byte, 16));
}

export function textOfHardware(address: Uint8Array): string {
  return Array.from(address, (byte) => byte.toString(16).padStart(2, "0")).join(":");
}
