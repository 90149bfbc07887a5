import { type Place, TreeError, type TreeFile } from "../source/tree-file.ts";
import { type Definition, Preprocessor } from "./c/preprocessor.ts";
import { quote } from "./token.ts";

/** A magic of a source tree. */
export interface TreeMagic {
  /** Its name without `_MAGIC`. */
  readonly name: string;
  readonly value: number;
  /** Name of the magic that this one is a second name of. */
  readonly alias?: string;
  /** Town at the coordinates of the magic, from the comment. */
  readonly town?: string;
  readonly at: Place;
}

/** Reads the magics of magic.h, in their order. */
export function readMagics(file: TreeFile): TreeMagic[] {
  const source = new Preprocessor(file);
  const stray = source.next();
  if (stray !== undefined) {
    const { text, line } = stray;
    throw new TreeError(`${quote(text)} is not understood: a magic is \`#define NAME value\``, {
      file: file.path,
      line,
    });
  }
  const numbers = source.definitions.filter(
    ({ name, macro }) => source.isDefined(name) && macro.parameters === undefined && macro.body.length > 0,
  );
  const known = new Set(numbers.map(({ name }) => name));
  const magics = new Map<string, TreeMagic>();
  for (const definition of numbers) {
    const { name, at, comment } = definition;
    const short = nameOf(name);
    if (magics.has(short)) throw new TreeError(`${name} is defined twice`, at);
    const alias = aliasOf(definition, known);
    // The value of an alias is known already: a long chain is not expanded again for each name.
    const value = magics.get(alias ?? "")?.value ?? numberOf(source, definition);
    const town = comment === undefined ? {} : { town: comment };
    magics.set(short, { name: short, value, ...(alias && { alias }), ...town, at });
  }
  return [...magics.values()];
}

function nameOf(define: string): string {
  return define.replace(/_MAGIC$/, "");
}

/** Returns the name that a macro is an alias of: its body has only that name, and brackets. */
function aliasOf({ name, at, macro }: Definition, known: ReadonlySet<string>): string | undefined {
  const [other, ...more] = macro.body.filter(({ text }) => text !== "(" && text !== ")");
  if (other === undefined || more.length > 0 || !/^[A-Za-z_]/.test(other.text)) return undefined;
  if (known.has(other.text)) return nameOf(other.text);
  throw new TreeError(`${name} is an alias of ${other.text}, and that is not defined here`, at);
}

function numberOf(source: Preprocessor, definition: Definition): number {
  const { value } = source.valueOf(definition);
  if (value >= -(2n ** 31n) && value < 2n ** 32n) return Number(BigInt.asUintN(32, value));
  throw new TreeError(`${definition.name} is not a number of 32 bits: ${value}`, definition.at);
}
