import { TreeError } from "../../source/tree-file.ts";
import type { Token } from "../token.ts";

/** A macro. */
export interface Macro {
  readonly name: string;
  /** Positions of the parameters by name; absent if the macro takes no arguments. */
  readonly parameters?: ReadonlyMap<string, number>;
  readonly body: readonly Token[];
  /** Whether its body is being read: then its name is not expanded. */
  isBusy: boolean;
}

export type Macros = Map<string, Macro>;

/** Tokens to read, and the macro that they are the body of. */
interface Frame {
  readonly tokens: readonly Token[];
  at: number;
  readonly macro?: Macro;
}

/** Greatest number of characters that the macros of a file expand to. CRIU's whole table of images has under 20,000. */
const MOST_CHARACTERS = 1_000_000;

/** Greatest depth of macros in the arguments of others. */
const MOST_NESTED = 50;

const NONE: ReadonlyMap<string, number> = new Map();

/** Expands macros as C does: a macro is not expanded again while its body is read. */
export class Expansion {
  readonly #file: string;
  readonly #macros: Macros;
  readonly #more: () => readonly Token[] | undefined;
  readonly #frames: Frame[] = [];
  readonly #depth: number;
  readonly #made: { characters: number };

  /**
   * Reads the tokens of a file.
   *
   * @param more returns the tokens of the next line, if there is one
   */
  constructor(
    file: string,
    macros: Macros,
    more: () => readonly Token[] | undefined,
    outer?: { depth: number; made: { characters: number } },
  ) {
    this.#file = file;
    this.#macros = macros;
    this.#more = more;
    this.#depth = (outer?.depth ?? -1) + 1;
    this.#made = outer?.made ?? { characters: 0 };
  }

  next(): Token | undefined {
    for (let token = this.#take(); token !== undefined; token = this.#take()) {
      const macro = token.isFinal === true ? undefined : this.#macros.get(token.text);
      if (macro === undefined) return token;
      if (macro.isBusy) return { ...token, isFinal: true };
      if (macro.parameters !== undefined && this.#peek()?.text !== "(") return token;
      const args = macro.parameters === undefined ? [] : this.#arguments(token, macro.parameters);
      this.#frames.push({ tokens: this.#substitute(macro, args, token), at: 0, macro });
      macro.isBusy = true;
    }
    return undefined;
  }

  /** Expands tokens on their own, up to their end. */
  expandAll(tokens: readonly Token[]): Token[] {
    if (this.#depth > MOST_NESTED)
      this.#refuse(`more than ${MOST_NESTED} macros are nested here`, tokens[0]?.line ?? 1);
    const given = [tokens];
    const inner = new Expansion(this.#file, this.#macros, () => given.pop(), { depth: this.#depth, made: this.#made });
    const expanded: Token[] = [];
    for (let token = inner.next(); token !== undefined; token = inner.next()) expanded.push(token);
    return expanded;
  }

  /** Returns the next token without expanding it. Macros that are read to their end are no longer busy. */
  #peek(): Token | undefined {
    for (;;) {
      const frame = this.#frames.at(-1);
      const token = frame?.tokens[frame.at];
      if (token !== undefined) return token;
      if (frame !== undefined) {
        this.#frames.pop();
        if (frame.macro !== undefined) frame.macro.isBusy = false;
        continue;
      }
      const tokens = this.#more();
      if (tokens === undefined) return undefined;
      this.#frames.push({ tokens, at: 0 });
    }
  }

  #take(): Token | undefined {
    const token = this.#peek();
    const frame = this.#frames.at(-1);
    if (token !== undefined && frame !== undefined) frame.at++;
    return token;
  }

  /** Reads `(argument, …)`; commas and brackets within brackets are part of an argument. */
  #arguments(name: Token, parameters: ReadonlyMap<string, number>): Token[][] {
    this.#take();
    const args: Token[][] = [[]];
    const rest = parameters.get("__VA_ARGS__");
    let depth = 0;
    for (;;) {
      const token = this.#take();
      if (token === undefined) return this.#refuse(`the arguments of \`${name.text}\` do not end`, name.line);
      if (token.text === ")" && depth === 0) break;
      if (token.text === "(") depth++;
      if (token.text === ")") depth--;
      if (token.text === "," && depth === 0 && args.length - 1 !== rest) args.push([]);
      else args.at(-1)?.push(token);
    }
    if (args.length === rest) args.push([]);
    if (args.length !== parameters.size && !(parameters.size === 0 && args.flat().length === 0)) {
      const count = args.flat().length === 0 ? 0 : args.length;
      return this.#refuse(`\`${name.text}\` is not understood with ${count} arguments`, name.line);
    }
    return args;
  }

  /** Puts arguments in place of the parameters. All tokens get the line of the use of the macro. */
  #substitute({ parameters = NONE, body }: Macro, args: readonly Token[][], { line }: Token): Token[] {
    const expanded = new Map<number, Token[]>();
    const made: Token[] = [];
    const argument = (index: number, isPasted: boolean): readonly Token[] => {
      const written = args[index] ?? [];
      if (isPasted) return written;
      const known = expanded.get(index) ?? this.expandAll(written);
      expanded.set(index, known);
      return known;
    };
    for (const [index, token] of body.entries()) {
      const parameter = parameters.get(token.text);
      const [before, after] = [body[index - 1]?.text, body[index + 1]?.text];
      if (token.text === "##" || (token.text === "#" && parameters.has(after ?? ""))) continue;
      const isPasted = before === "##";
      const words =
        parameter === undefined
          ? [token]
          : before === "#"
            ? [{ text: JSON.stringify((args[parameter] ?? []).map(({ text }) => text).join(" ")), line }]
            : argument(parameter, isPasted || after === "##");
      const [first, ...rest] = words;
      const left = isPasted && first !== undefined ? made.pop() : undefined;
      if (left !== undefined && first !== undefined)
        this.#push(made, [{ text: left.text + first.text, line }, ...rest], line);
      else this.#push(made, words, line);
    }
    return made;
  }

  #push(made: Token[], tokens: readonly Token[], line: number): void {
    for (const token of tokens) {
      this.#made.characters += token.text.length;
      if (this.#made.characters > MOST_CHARACTERS) {
        this.#refuse(`macros make more than ${MOST_CHARACTERS.toLocaleString("en")} characters here`, line);
      }
      made.push({ ...token, line });
    }
  }

  #refuse(message: string, line: number): never {
    throw new TreeError(message, { file: this.#file, line });
  }
}
