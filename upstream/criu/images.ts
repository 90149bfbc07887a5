import { TreeError, type TreeFile } from "../source/tree-file.ts";
import { linesOf } from "./c/lines.ts";
import { Preprocessor } from "./c/preprocessor.ts";
import { quote, type Token } from "./token.ts";

/** A row of the table of images. */
export interface TreeImage {
  readonly name: string;
  /** Name of the file, as a format for printf. */
  readonly file: string;
  /** Name of its magic, without `_MAGIC`. */
  readonly magic: string;
  readonly flags: readonly string[];
  readonly at: { readonly file: string; readonly line: number };
}

const ID = /^CR_FD_(\w+)$/;
const KEYS = ["fmt", "magic", "oflags"];
const FLAGS = ["O_SERVICE", "O_NOBUF", "O_FORCE_LOCAL"];

/** Reads the table of image-desc.c; its rows must be members of the enumeration in image-desc.h. */
export function readImages(table: TreeFile, header: TreeFile): { images: TreeImage[]; members: string[] } {
  const images = new Rows(table).read();
  const members = membersOf(header);
  const known = new Set(members);
  for (const { name, at } of images) {
    if (!known.has(name)) throw new TreeError(`CR_FD_${name} is not in the enumeration of ${header.path}`, at);
  }
  return { images, members };
}

/** Reads the members of the enumeration, without the marks: its end, and `_CR_FD_…`. */
function membersOf(header: TreeFile): string[] {
  const names = linesOf(header).flatMap(({ tokens }) => tokens.flatMap(({ text }) => ID.exec(text)?.[1] ?? []));
  return [...new Set(names)].filter((name) => name !== "MAX");
}

/** Reads the initializer of the table, token by token. */
class Rows {
  readonly #file: string;
  readonly #source: Preprocessor;
  #ahead: Token | undefined;
  /** Line of the last taken token. */
  #line = 1;

  constructor(table: TreeFile) {
    this.#file = table.path;
    this.#source = new Preprocessor(table);
    this.#ahead = this.#source.next();
    this.#open();
  }

  /** Skips to the first row, after `struct cr_fd_desc_tmpl NAME[…] = {`. */
  #open(): void {
    for (let token = this.#take(); token !== undefined; token = this.#take()) {
      if (token.text !== "cr_fd_desc_tmpl") continue;
      this.#take();
      if (this.#peek() !== "[") continue;
      for (let next = this.#take(); next !== undefined; next = this.#take()) if (next.text === "{") return;
    }
    throw new TreeError(`${this.#file} has no table of images (cr_fd_desc_tmpl)`);
  }

  read(): TreeImage[] {
    const rows: TreeImage[] = [];
    while (this.#peek() !== "}") {
      if (this.#peek() === ",") this.#next();
      else if (this.#peek() === "[") rows.push(this.#row());
      else this.#refuseRow();
    }
    return rows;
  }

  #peek(): string | undefined {
    return this.#ahead?.text;
  }

  #take(): Token | undefined {
    const token = this.#ahead;
    if (token === undefined) return undefined;
    this.#line = token.line;
    this.#ahead = this.#source.next();
    return token;
  }

  #next(wanted?: string): Token {
    const token = this.#ahead;
    if (token === undefined) {
      const at = { file: this.#file, line: this.#line };
      throw new TreeError("the table of images has no end; this is its last line", at);
    }
    if (wanted !== undefined && token.text !== wanted) this.#refuse(token, `in place of \`${wanted}\``);
    this.#take();
    return token;
  }

  #refuse(token: Token, why: string): never {
    throw new TreeError(`${quote(token.text)} is not understood ${why}`, { file: this.#file, line: token.line });
  }

  #refuseRow(): never {
    const token = this.#next();
    this.#refuse(token, `as a row: ${token.isFinal ? "the macro names itself" : "it is not a macro of this file"}`);
  }

  /** Reads `[CR_FD_NAME] = { .fmt = "…", .magic = …, .oflags = … }`. */
  #row(): TreeImage {
    this.#next("[");
    const id = this.#next();
    const name = ID.exec(id.text)?.[1];
    if (name === undefined) this.#refuse(id, "as the name of an image");
    for (const mark of ["]", "=", "{"]) this.#next(mark);
    const values = new Map<string, Token[]>();
    while (this.#peek() !== "}") {
      this.#next(".");
      const key = this.#next();
      if (!KEYS.includes(key.text)) this.#refuse(key, `of CR_FD_${name}`);
      this.#next("=");
      values.set(key.text, this.#value());
    }
    this.#next("}");
    return { name, ...this.#meaning(id, values), at: { file: this.#file, line: id.line } };
  }

  #value(): Token[] {
    const value: Token[] = [];
    while (this.#peek() !== "," && this.#peek() !== "}") value.push(this.#next());
    if (this.#peek() === ",") this.#next();
    return value;
  }

  #meaning(id: Token, values: ReadonlyMap<string, readonly Token[]>): Pick<TreeImage, "file" | "magic" | "flags"> {
    const [fmt = [], magic = [], oflags = []] = KEYS.map((key) => values.get(key));
    const odd =
      fmt.find(({ text }) => !text.startsWith('"')) ??
      magic.find(({ text }, i) => i > 0 || !text.endsWith("_MAGIC")) ??
      oflags.find(({ text }, i) => (i % 2 === 0 ? !FLAGS.includes(text) && text !== "0" : text !== "|"));
    if (odd !== undefined) this.#refuse(odd, `as a value of ${id.text}`);
    if (fmt.length === 0 || magic.length === 0) this.#refuse(id, "without .fmt and .magic");
    return {
      file: fmt.map(({ text }) => text.slice(1, -1)).join(""),
      magic: (magic[0]?.text ?? "").replace(/_MAGIC$/, ""),
      flags: oflags.map(({ text }) => text).filter((text) => FLAGS.includes(text)),
    };
  }
}
