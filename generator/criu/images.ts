import { expand, type Preprocessed, preprocess } from "./macros.ts";
import { type Token, TreeError, type TreeFile, withoutComments } from "./text.ts";

/** A row of the table of images. */
export interface TreeImage {
  readonly name: string;
  /** Name of the file, as printf takes it. */
  readonly file: string;
  /** Name of its magic, without `_MAGIC`. */
  readonly magic: string;
  readonly flags: readonly string[];
  readonly at: { readonly file: string; readonly line: number };
}

const ID = /^CR_FD_(\w+)$/;
const KEYS = ["fmt", "magic", "oflags"];
const FLAGS = ["O_SERVICE", "O_NOBUF", "O_FORCE_LOCAL"];

/** Reads the table out of image-desc.c; its rows are what the enumeration of image-desc.h names. */
export function readImages(table: TreeFile, header: TreeFile): { images: TreeImage[]; members: string[] } {
  const images = new Rows(table).read();
  const members = membersOf(header);
  for (const { name, at } of images) {
    if (!members.includes(name)) throw new TreeError(`CR_FD_${name} is not among those of ${header.path}`, at);
  }
  return { images, members };
}

/** The names in the enumeration, without what marks its end; `_CR_FD_…` are marks too. */
function membersOf({ text }: TreeFile): string[] {
  const names = [...withoutComments(text).matchAll(/\bCR_FD_(\w+)/g)].map(([, name = ""]) => name);
  return [...new Set(names)].filter((name) => name !== "MAX");
}

/** Goes through the initializer of the table, token by token. Macros are expanded where they are met. */
class Rows {
  readonly #file: string;
  readonly #macros: Preprocessed["macros"];
  #tokens: readonly Token[];
  /** The line of the token that was taken last. */
  #line: number;

  constructor(table: TreeFile) {
    const { tokens, macros } = preprocess(table);
    this.#file = table.path;
    this.#macros = macros;
    const start = tokens.findIndex(({ text }, i) => text === "cr_fd_desc_tmpl" && tokens[i + 2]?.text === "[");
    const open = tokens.findIndex(({ text }, i) => i > start && text === "{");
    if (start < 0 || open < 0) throw new TreeError(`${table.path} has no table of images (cr_fd_desc_tmpl)`);
    this.#tokens = tokens.slice(open + 1);
    this.#line = tokens[open]?.line ?? 1;
  }

  read(): TreeImage[] {
    const rows: TreeImage[] = [];
    while (this.#peek() !== "}") {
      if (this.#peek() === ",") this.#next();
      else if (this.#peek() === "[") rows.push(this.#row());
      else this.#expand();
    }
    return rows;
  }

  #peek(): string | undefined {
    return this.#tokens[0]?.text;
  }

  #next(wanted?: string): Token {
    const [token, ...rest] = this.#tokens;
    if (token === undefined) {
      throw new TreeError("the table of images does not end; this is the last of it", {
        file: this.#file,
        line: this.#line,
      });
    }
    this.#line = token.line;
    if (wanted !== undefined && token.text !== wanted) this.#refuse(token, `where \`${wanted}\` was expected`);
    this.#tokens = rest;
    return token;
  }

  #refuse(token: Token, why: string): never {
    throw new TreeError(`\`${token.text}\` is not understood ${why}`, { file: this.#file, line: token.line });
  }

  /** `NAME(argument, …)` becomes what it stands for. */
  #expand(): void {
    const name = this.#next();
    const macro = this.#macros.get(name.text);
    if (macro === undefined) this.#refuse(name, "as a row: it is no macro of this file");
    this.#next("(");
    const args: Token[][] = [[]];
    for (let token = this.#next(); token.text !== ")"; token = this.#next()) {
      if (token.text === ",") args.push([]);
      else args.at(-1)?.push(token);
    }
    if (args.length !== macro.parameters.length) this.#refuse(name, `with ${args.length} arguments`);
    this.#tokens = [...expand(macro, args, name.line), ...this.#tokens];
  }

  /** `[CR_FD_NAME] = { .fmt = "…", .magic = …, .oflags = … }` */
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
