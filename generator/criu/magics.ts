import { TreeError, type TreeFile, withoutComments } from "./text.ts";

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

const DEFINE = /^\s*#\s*define\s+(?<name>\w+)\s*(?<value>.*?)\s*$/;
const NUMBER = /^\(?\s*(?:(?<number>0x[0-9a-f]+|\d+)u?l*|(?<other>[A-Z_]\w*))\s*\)?$/i;
const DIRECTIVE = /^\s*#\s*(?:ifndef|endif|include|pragma)\b/;
/** What stands in a comment behind a number. */
const TOWN = /\/\*\s*(?<town>.*?)\s*\*\/\s*$/;

/** Reads the numbers out of magic.h, in their order. */
export function readMagics(file: TreeFile): TreeMagic[] {
  const magics = new Map<string, TreeMagic>();
  const original = file.text.split("\n");
  for (const [index, line] of withoutComments(file.text).split("\n").entries()) {
    const at = { file: file.path, line: index + 1 };
    if (line.trim() === "" || DIRECTIVE.test(line)) continue;
    const { name = "", value = "" } = DEFINE.exec(line)?.groups ?? {};
    if (name === "")
      throw new TreeError(`\`${line.trim()}\` is not understood: numbers are \`#define NAME value\``, at);
    // What guards the file against being included twice.
    if (value === "") continue;
    const short = nameOf(name);
    if (magics.has(short)) throw new TreeError(`${name} is defined twice`, at);
    const town = TOWN.exec(original[index] ?? "")?.groups?.["town"];
    const number = numberOf(name, value, magics, at);
    magics.set(short, { name: short, ...number, ...(town !== undefined && { town }) });
  }
  return [...magics.values()];
}

function nameOf(define: string): string {
  return define.replace(/_MAGIC$/, "");
}

function numberOf(
  name: string,
  value: string,
  known: ReadonlyMap<string, TreeMagic>,
  at: { readonly file: string; readonly line: number },
): Pick<TreeMagic, "value" | "alias"> {
  const { number, other } = NUMBER.exec(value)?.groups ?? {};
  if (Number(number) > 0xffff_ffff) throw new TreeError(`${name} is no number of 32 bits: ${value}`, at);
  if (number !== undefined) return { value: Number(number) };
  if (other === undefined) throw new TreeError(`the macro ${name} is not understood: ${value}`, at);
  const magic = known.get(nameOf(other));
  if (magic === undefined) throw new TreeError(`${name} is another name of ${other}, which is not defined above`, at);
  return { value: magic.value, alias: magic.name };
}
