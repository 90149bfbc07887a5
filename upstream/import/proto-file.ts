/*
 * Parses and prints .proto files with their comments, blank lines and order. The parser of protobufjs drops these; here
 * a file can change in one place and stay the same everywhere else.
 */

export interface Written {
  /** Comments above the declaration and within it, line by line, with the empty lines between them. */
  readonly comments: readonly string[];
  /** Comment after it on its line. */
  readonly after: string;
  /** Whether an empty line comes before it and its comments. */
  readonly gap: boolean;
}

export interface ProtoBlock extends Written {
  readonly kind: "block";
  /** message, enum, extend, oneof … */
  readonly word: string;
  readonly name: string;
  /** Comment after the opening brace, on its line. */
  readonly opening: string;
  readonly items: readonly ProtoItem[];
  /** Comments after the last item, with the empty lines between them. */
  readonly closing: readonly string[];
}

/** A field, or a value of an enum; a value has neither label nor type. */
export interface ProtoField extends Written {
  readonly kind: "field";
  readonly label: string;
  readonly type: string;
  readonly name: string;
  readonly number: string;
  /** Options without their brackets, with normalized spaces. */
  readonly options: string;
}

/** Another statement that ends in a semicolon: syntax, import, option. */
interface ProtoOther extends Written {
  readonly kind: "other";
  readonly text: string;
}

export type ProtoItem = ProtoBlock | ProtoField | ProtoOther;

/** A declaration of a file. Its text includes everything since the declaration before. */
export interface ProtoChunk {
  readonly item: ProtoItem;
  readonly text: string;
}

export interface ProtoFile {
  readonly chunks: readonly ProtoChunk[];
  /** Text after the last declaration. */
  readonly tail: string;
}

/** Blanks, or a comment. One is found at a time: V8 keeps a place to go back to for each of many. */
const TRIVIA = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const TOKEN = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[\w.]+|[^\s\w]/y;
const AFTER = /[ \t]*(\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/[ \t]*(?=\n|$))/y;
/** End of a block; a semicolon after it has no meaning. */
const END = /\}(?:\s*;)?/y;

/** Parses a file that protobufjs has accepted: it does not check the syntax. */
export function parseProtoFile(text: string): ProtoFile {
  const reader = new Reader(text);
  const chunks: ProtoChunk[] = [];
  for (;;) {
    const start = reader.at;
    const item = reader.item();
    if (item === undefined) return { chunks, tail: text.slice(start) };
    chunks.push({ item, text: text.slice(start, reader.at) });
  }
}

class Reader {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads the next declaration; returns undefined at the end of the block or of the file. */
  item(): ProtoItem | undefined {
    const start = this.at;
    const { comments, gap } = writtenIn(this.#trivia());
    const words: string[] = [];
    const within: string[] = [];
    for (;;) {
      within.push(...writtenIn(this.#trivia()).comments);
      const token = this.#match(TOKEN);
      const written = { comments: [...comments, ...within], gap };
      if (token === "" || (token === "}" && words.length === 0)) {
        this.at = start;
        return undefined;
      }
      // After `=`, a brace belongs to a default or an option.
      if (token === "{" && !words.includes("=")) return this.#block(words, written);
      if (token === ";") return { ...statementOf(words), ...written, after: this.#after() };
      words.push(token);
    }
  }

  #block([word = "", ...name]: readonly string[], written: Omit<Written, "after">): ProtoBlock {
    const opening = this.#after();
    const items: ProtoItem[] = [];
    for (let item = this.item(); item !== undefined; item = this.item()) items.push(item);
    const { comments, gap } = writtenIn(this.#trivia());
    const closing = gap && comments.length > 0 ? ["", ...comments] : comments;
    this.#match(END);
    return { kind: "block", word, name: name.join(""), opening, items, closing, ...written, after: this.#after() };
  }

  #after(): string {
    return this.#match(AFTER).trim();
  }

  #trivia(): string {
    const start = this.at;
    while (this.#match(TRIVIA) !== "");
    return this.#text.slice(start, this.at);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }
}

function writtenIn(trivia: string): Omit<Written, "after"> {
  const lines = trivia.split("\n").map((line) => line.trim());
  const gap = lines.length > 2 && lines[1] === "";
  const first = lines.findIndex((line) => line !== "");
  return { comments: first < 0 ? [] : lines.slice(first, lines.at(-1) === "" ? -1 : undefined), gap };
}

type Statement = Pick<ProtoOther, "kind" | "text"> | Omit<ProtoField, keyof Written>;

function statementOf(words: readonly string[]): Statement {
  const equals = words.indexOf("=");
  const [first = ""] = words;
  if (equals < 1 || first === "option" || first === "syntax") {
    const text = words.join(" ").replaceAll(/ ([,.)])|([(]) /g, "$1$2");
    return { kind: "other", text };
  }
  const bracket = words.indexOf("[");
  const end = bracket < 0 ? words.length : bracket;
  const type = words.slice(0, equals - 1);
  const hasLabel = ["required", "optional", "repeated"].includes(type[0] ?? "");
  return {
    kind: "field",
    label: hasLabel ? (type[0] ?? "") : "",
    type: type.slice(hasLabel ? 1 : 0).join(""),
    name: words[equals - 1] ?? "",
    number: words.slice(equals + 1, end).join(""),
    options: words
      .slice(end + 1, -1)
      .join("")
      .replaceAll(/[=,]/g, (mark) => (mark === "=" ? " = " : ", ")),
  };
}

/** Prints a declaration with its comments, indented by two blanks a level, with fields in columns. */
export function printItem(item: ProtoItem, indent = ""): string {
  const comments = printComments(item.comments, indent);
  const after = item.after === "" ? "" : ` ${item.after}`;
  if (item.kind !== "block") return `${comments}${indent}${printStatement(item)}${after}`;
  const opening = item.opening === "" ? "" : ` ${item.opening}`;
  const deeper = `${indent}  `;
  const inside = `${printItems(item.items, deeper)}${printComments(item.closing, deeper)}`;
  return `${comments}${indent}${item.word} ${item.name} {${opening}\n${inside}${indent}}${after}`;
}

/** Prints comments on their own lines; lines of a block comment that begin with a star are aligned with the first star. */
function printComments(lines: readonly string[], indent: string): string {
  return lines.map((line) => (line === "" ? "\n" : `${indent}${line.startsWith("*") ? " " : ""}${line}\n`)).join("");
}

function printItems(items: readonly ProtoItem[], indent: string): string {
  const fields = items.filter((item) => item.kind === "field");
  const width = (of: (field: ProtoField) => string): number => Math.max(0, ...fields.map((field) => of(field).length));
  const [type, name, number] = [width((f) => f.type), width((f) => f.name), width((f) => f.number)];
  return items
    .map((item, index) => {
      const before = items[index - 1];
      const gap = before !== undefined && (item.gap || item.kind === "block" || before.kind === "block");
      const padded =
        item.kind !== "field"
          ? item
          : {
              ...item,
              type: item.type.padEnd(type),
              name: item.name.padEnd(name),
              number: item.type === "" ? item.number : item.number.padStart(number),
            };
      return `${gap ? "\n" : ""}${printItem(padded, indent)}\n`;
    })
    .join("");
}

function printStatement(item: ProtoField | ProtoOther): string {
  if (item.kind === "other") return `${item.text};`;
  const { label, type, name, number, options } = item;
  const before = [label, type].filter((word) => word !== "").map((word) => `${word} `);
  return `${before.join("")}${name} = ${number}${options === "" ? "" : ` [${options}]`};`;
}
