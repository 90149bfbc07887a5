import { bytesOfAddress, textOfAddress } from "../verbs/ip.ts";
import type { Addresses } from "./addresses.ts";
import { bytesOfHardware, type Hardware, textOfHardware } from "./hardware.ts";
import { KNOWN, type Names } from "./names.ts";
import type { Ports } from "./ports.ts";
import { replaceEach } from "./texts.ts";

/** Pieces of a text that can be an address of IPv6 or of hardware, with the size of a prefix. */
const PIECE = /[^ \t\r\n\0,="'()[\]{}]+/g;

/** Words of a piece. */
const WORD = /[^:;]+/g;

/** Pseudonyms of texts, word by word: options, labels, commands. */
export class Words {
  readonly #names: Names;
  readonly #addresses: Addresses;
  readonly #hardware: Hardware;
  readonly #ports: Ports;

  constructor(names: Names, addresses: Addresses, hardware: Hardware, ports: Ports) {
    this.#names = names;
    this.#addresses = addresses;
    this.#hardware = hardware;
    this.#ports = ports;
  }

  /**
   * Returns a text with pseudonyms of its words. Characters between them stay.
   *
   * @param isFree whether a user can write anything here, so that known words outside of paths are replaced, too
   */
  async replaced(text: string, isFree = false): Promise<string> {
    if (!isFree && KNOWN.has(text)) return text;
    return replaceEach(text, PIECE, async (piece) => {
      const address = await this.#address(piece);
      return address ?? (await replaceEach(piece, WORD, (word) => this.#word(word, isFree)));
    });
  }

  /** Returns the pseudonym of an address, perhaps with a port or the size of a prefix; `undefined` if the text is none. */
  async #address(text: string): Promise<string | undefined> {
    const [, before = "", prefix = ""] = /^([^/]+)(\/\d{1,3})?$/.exec(text) ?? [];
    const address = bytesOfAddress(before);
    if (address !== undefined) return textOfAddress(await this.#addresses.replaced(address)) + prefix;
    const [, host = "", port = ""] = /^([\d.]+):(\d{1,5})$/.exec(text) ?? [];
    const end = bytesOfAddress(host);
    if (end !== undefined)
      return `${textOfAddress(await this.#addresses.replaced(end))}:${await this.#ports.replaced(Number(port))}`;
    const hardware = bytesOfHardware(text);
    return hardware && textOfHardware(await this.#hardware.replaced(hardware));
  }

  async #word(word: string, isFree: boolean): Promise<string> {
    const address = await this.#address(word);
    if (address !== undefined) return address;
    const [, sign = "", name = ""] = /^(-{0,2})(.*)$/s.exec(word) ?? [];
    if (name.includes("/")) return sign + (await this.#names.path(name));
    return sign + (isFree ? await this.#names.free(name) : await this.#names.name(name));
  }
}
