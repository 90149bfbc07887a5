/*
 * A .proto file as it is written: declarations in their order, each with its comments. What protobufjs makes of a file
 * has no places and loses such things; here a file can be changed in one place and stay the same elsewhere.
 */

export interface Written {
  /** The comments above it and within it, line by line, with the empty lines between them. */
  readonly comments: readonly string[];
  /** A comment behind it on its line. */
  readonly after: string;
  /** Whether an empty line is above it and its comments. */
  readonly gap: boolean;
}

export interface ProtoBlock extends Written {
  readonly kind: "block";
  /** message, enum, extend, oneof … */
  readonly word: string;
  readonly name: string;
  /** A comment behind the opening brace, on its line. */
  readonly opening: string;
  readonly items: readonly ProtoItem[];
  /** The comments behind the last item, with the empty lines between them. */
  readonly closing: readonly string[];
}

/** A field, or a value of an enum, which has neither label nor type. */
export interface ProtoField extends Written {
  readonly kind: "field";
  readonly label: string;
  readonly type: string;
  readonly name: string;
  readonly number: string;
  /** What stands in brackets, in one form of spacing. */
  readonly options: string;
}

/** Anything else that ends in a semicolon: syntax, imports, options. */
interface ProtoOther extends Written {
  readonly kind: "other";
  readonly text: string;
}

export type ProtoItem = ProtoBlock | ProtoField | ProtoOther;

/** A declaration of a file, and its text with all that is between it and the one before. */
export interface ProtoChunk {
  readonly item: ProtoItem;
  readonly text: string;
}

export interface ProtoFile {
  readonly chunks: readonly ProtoChunk[];
  /** What follows the last declaration. */
  readonly tail: string;
}

/** Blanks, or a comment. One is found at a time: V8 keeps a place to go back to for each of many. */
const TRIVIA = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const TOKEN = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[\w.]+|[^\s\w]/y;
const AFTER = /[ \t]*(\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/[ \t]*(?=\n|$))/y;
/** What ends a block; a semicolon behind it says nothing. */
const END = /\}(?:\s*;)?/y;

/** Parses a file that protobufjs has accepted. */
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

  /** The next declaration; none at the end of the block or of the file. */
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
      // A default or an option of several parts can have braces of its own.
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

/** The text of a declaration with its comments, indented by two blanks a level, fields in columns. */
export function printItem(item: ProtoItem, indent = ""): string {
  const comments = printComments(item.comments, indent);
  const after = item.after === "" ? "" : ` ${item.after}`;
  if (item.kind !== "block") return `${comments}${indent}${printStatement(item)}${after}`;
  const opening = item.opening === "" ? "" : ` ${item.opening}`;
  const deeper = `${indent}  `;
  const inside = `${printItems(item.items, deeper)}${printComments(item.closing, deeper)}`;
  return `${comments}${indent}${item.word} ${item.name} {${opening}\n${inside}${indent}}${after}`;
}

/** Comments in lines of their own; those of a block's lines that begin with a star stand under its first one. */
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
