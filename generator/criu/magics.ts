import { type Definition, Preprocessor } from "./c/preprocessor.ts";
import { quote, TreeError, type TreeFile } from "./text.ts";

/** A number of the registry. */
export interface TreeMagic {
  /** Its name without `_MAGIC`. */
  readonly name: string;
  readonly value: number;
  /** The one that it is another name of. */
  readonly alias?: string;
  /** The town whose coordinates the number is. */
  readonly town?: string;
}

/** Reads the numbers out of magic.h, in their order. */
export function readMagics(file: TreeFile): TreeMagic[] {
  const source = new Preprocessor(file);
  const stray = source.next();
  if (stray !== undefined) {
    const { text, line } = stray;
    throw new TreeError(`${quote(text)} is not understood: numbers are \`#define NAME value\``, {
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
    // A chain of aliases is not expanded again for each of them.
    const value = magics.get(alias ?? "")?.value ?? numberOf(source, definition);
    magics.set(short, { name: short, value, ...(alias && { alias }), ...(comment !== undefined && { town: comment }) });
  }
  return [...magics.values()];
}

function nameOf(define: string): string {
  return define.replace(/_MAGIC$/, "");
}

/** The name of which a macro is another one: nothing else stands in its body, save brackets. */
function aliasOf({ name, at, macro }: Definition, known: ReadonlySet<string>): string | undefined {
  const [other, ...more] = macro.body.filter(({ text }) => text !== "(" && text !== ")");
  if (other === undefined || more.length > 0 || !/^[A-Za-z_]/.test(other.text)) return undefined;
  if (known.has(other.text)) return nameOf(other.text);
  throw new TreeError(`${name} is another name of ${other.text}, which is not defined here`, at);
}

function numberOf(source: Preprocessor, definition: Definition): number {
  const { value } = source.valueOf(definition);
  if (value >= -(2n ** 31n) && value < 2n ** 32n) return Number(BigInt.asUintN(32, value));
  throw new TreeError(`${definition.name} is no number of 32 bits: ${value}`, definition.at);
}
