import type { RelationPrivacy } from "criu-images/relations";
import { nameText } from "../open/tar/name.ts";
import { Addresses } from "./addresses.ts";
import { Hardware } from "./hardware.ts";
import { Ids } from "./ids.ts";
import { Keyed } from "./keyed.ts";
import { Names } from "./names.ts";
import { Ports } from "./ports.ts";
import { bytesOfText } from "./texts.ts";
import { Words } from "./words.ts";

/** Form of private content. */
export type Form = RelationPrivacy["form"];

/** A value of a field without messages. */
export type Scalar = string | Uint8Array | number | bigint | boolean;

/** Forms of text. */
type TextForm = "path" | "name" | "text";

/** Pseudonyms by a key. Equal originals have equal ones wherever they are, and different originals different ones. */
export class Pseudonyms {
  readonly keyed: Keyed;
  readonly ids: Ids;
  readonly names: Names;
  readonly addresses: Addresses;
  readonly hardware: Hardware;
  readonly ports: Ports;
  readonly words: Words;

  /** @param key at least 16 bytes; random by default */
  static async of(key?: Uint8Array): Promise<Pseudonyms> {
    return new Pseudonyms(await Keyed.of(key));
  }

  private constructor(keyed: Keyed) {
    this.keyed = keyed;
    this.ids = new Ids(keyed);
    this.names = new Names(keyed, this.ids);
    this.addresses = new Addresses(keyed);
    this.hardware = new Hardware(keyed, this.addresses);
    this.ports = new Ports(keyed);
    this.words = new Words(this.names, this.addresses, this.hardware, this.ports);
  }

  /** Returns the pseudonym of a text. */
  async text(form: Form, text: string): Promise<string> {
    if (form === "opaque") return "";
    if (form === "path" || form === "name") return this.names[form](text);
    return this.words.replaced(text);
  }

  /** Returns a pseudonym for a text as a whole, which is short. A slash or a zero byte at its start stays. */
  async short(text: string): Promise<string> {
    const [start = ""] = /^[\0/]?/.exec(text) ?? [];
    return start + (await this.names.name(text));
  }

  /** Returns the pseudonym of bytes; their number stays, unless they are a text. */
  async bytes(form: Form, bytes: Uint8Array): Promise<Uint8Array> {
    if (isText(form)) return bytesOfText(await this.text(form, nameText(bytes)));
    if (form === "hardware" || form === "address") return this.hardware.replaced(bytes);
    if (form !== "id" || bytes.every((byte) => byte === 0)) return new Uint8Array(bytes.length);
    return this.keyed.stream("bytes", bytes, bytes.length);
  }

  /** Returns the pseudonym of a number. */
  async number(form: Form, value: bigint): Promise<bigint> {
    if (form === "port") return BigInt(await this.ports.replaced(Number(BigInt.asUintN(16, value))));
    return form === "id" ? this.ids.replaced(value) : 0n;
  }

  /**
   * Returns the pseudonyms of numbers of 32 bits that have addresses: one each, or four with one of IPv6.
   *
   * @param isBig byte order of the machine: the bytes of an address are in that of the network
   */
  async numbers(words: readonly number[], isBig: boolean): Promise<number[]> {
    const size = words.length % 4 === 0 ? 4 : 1;
    const view = new DataView(new ArrayBuffer(4 * words.length));
    for (const [i, word] of words.entries()) view.setUint32(4 * i, word, !isBig);
    const bytes = new Uint8Array(view.buffer);
    for (let at = 0; at < bytes.length; at += 4 * size)
      bytes.set(await this.addresses.replaced(bytes.subarray(at, at + 4 * size)), at);
    return words.map((_, i) => view.getUint32(4 * i, !isBig));
  }
}

const isText = (form: Form): form is TextForm => form === "path" || form === "name" || form === "text";
