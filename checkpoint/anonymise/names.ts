import { PRIVACY } from "criu-images/relations";
import { nameText } from "../open/tar/name.ts";
import { Distinct } from "./distinct.ts";
import { ENGINE_WORDS } from "./engine-files.ts";
import type { Ids } from "./ids.ts";
import type { Keyed } from "./keyed.ts";
import { bytesOfText, replaceEach } from "./texts.ts";

/** Words that are harmless, of all classes of relations.yaml and of engines: one word is treated alike everywhere. */
export const KNOWN: ReadonlySet<string> = new Set([
  ...Object.values(PRIVACY).flatMap(({ known = [] }) => known),
  ...ENGINE_WORDS,
]);

/** Number of characters of a pseudonym: 40 bits. */
const LENGTH = 8;

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** Long hexadecimal numbers in names, such as ids of containers: they are the same alone and within a name. */
const HEXADECIMAL = /[0-9a-f]{12,}/g;

/** Ending that the kernel gives the path of a deleted file. */
const DELETED = " (deleted)";

/** Pseudonyms of names and paths. */
export class Names {
  readonly #keyed: Keyed;
  readonly #ids: Ids;
  readonly #distinct = new Distinct<string>((name) => KNOWN.has(name));

  constructor(keyed: Keyed, ids: Ids) {
    this.#keyed = keyed;
    this.#ids = ids;
  }

  /** Returns the pseudonym of a path, part by part. */
  async path(path: string): Promise<string> {
    const [whole, ending] = path.endsWith(DELETED) ? [path.slice(0, -DELETED.length), DELETED] : [path, ""];
    return (await replaceEach(whole, /[^/\0]+/g, (part) => this.name(part))) + ending;
  }

  /** Returns the pseudonym of a name; a known word stays, and so does one before a colon. */
  async name(name: string): Promise<string> {
    const colon = name.indexOf(":");
    const head = name.slice(0, Math.max(colon, 0));
    if (!KNOWN.has(head)) return this.#unlessKnown(name);
    return `${head}:${await this.#unlessKnown(name.slice(colon + 1))}`;
  }

  async #unlessKnown(name: string): Promise<string> {
    return name === "" || KNOWN.has(name) ? name : this.free(name);
  }

  /** Returns the pseudonym of a name, also of a known one: it can be a password. */
  async free(name: string): Promise<string> {
    if (/^(?:0|[1-9]\d{0,14})$/.test(name)) return `${await this.#ids.replaced(BigInt(name))}`;
    if (name.search(HEXADECIMAL) === -1) return this.#whole(name);
    const pieces = name.split(/([0-9a-f]{12,})/);
    const replaced: string[] = [];
    for (const [i, piece] of pieces.entries())
      replaced.push(i % 2 === 1 ? await this.#hexadecimal(piece) : KNOWN.has(piece) ? piece : await this.#whole(piece));
    return replaced.join("");
  }

  /** Returns the pseudonym of a name that has none in it. */
  async #whole(name: string): Promise<string> {
    if (name === "") return name;
    const bytes = bytesOfText(name);
    // A name that is not UTF-8 has several texts for the same bytes.
    return this.#distinct.of(nameText(bytes), async () => {
      const digest = await this.#keyed.digest("name", bytes);
      return candidates(Array.from(digest, (byte) => BASE32[byte & 31]).join(""));
    });
  }

  /** Returns a hexadecimal number with as many digits. */
  async #hexadecimal(digits: string): Promise<string> {
    return this.#distinct.of(digits, async () => {
      const size = Math.ceil(digits.length / 2);
      const bytes = await this.#keyed.stream("hexadecimal", bytesOfText(digits), size * 4);
      const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
      return [0, 1, 2, 3].map((i) => text.slice(i * digits.length, (i + 1) * digits.length));
    });
  }
}

/** Lists the pseudonyms that a digest offers. */
function candidates(characters: string): string[] {
  return Array.from({ length: characters.length / LENGTH }, (_, i) => characters.slice(i * LENGTH, (i + 1) * LENGTH));
}
