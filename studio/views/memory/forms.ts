import { programOf } from "../../engine/program.ts";
import { shellWord } from "../../engine/shell.ts";
import type { Forms } from "../../parts/forms.ts";
import { hexText } from "../../parts/text.ts";
import { patternOf, type Wanted } from "./pattern.ts";

/** Number of bytes at an address that are copied. */
const LENGTH = 256;

/** Options of `critgen memory … find` by the form of a search. */
const OPTIONS = { text: "", bytes: "--hex ", regex: "--regex " };

/** Returns the bytes at an address in the forms to copy. @param bytes those that are known, from the address on */
export function bytesForms(checkpoint: string, pid: number, address: bigint, bytes: readonly number[]): Forms {
  const at = hexText(address);
  const known = bytes.slice(0, LENGTH);
  const shown = known.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return {
    json: JSON.stringify({ address: at, bytes: shown }, undefined, 4),
    command: `critgen memory ${shellWord(checkpoint)} ${pid} read ${at} ${known.length}`,
    typescript: programOf(checkpoint, { "criu-checkpoint": ["openMemory"] }, [
      `const memory = await openMemory(checkpoint, ${pid});`,
      `const bytes = await memory.read(${at}n, ${known.length});`,
      `console.log(JSON.stringify({ address: "${at}", bytes: Buffer.from(bytes).toString("hex") }, undefined, 4));`,
    ]),
  };
}

/** Returns a search in the forms to copy. @param addresses places that it has found */
export function searchForms(checkpoint: string, pid: number, wanted: Wanted, addresses: readonly bigint[]): Forms {
  return {
    json: JSON.stringify(addresses.map(hexText), undefined, 4),
    command: findCommand(checkpoint, pid, wanted),
    typescript: programOf(checkpoint, { "criu-checkpoint": [nameOf(wanted), "openMemory"] }, [
      `const memory = await openMemory(checkpoint, ${pid});`,
      "const addresses: string[] = [];",
      ...loopOf(wanted),
      "console.log(JSON.stringify(addresses, undefined, 4));",
    ]),
  };
}

function findCommand(checkpoint: string, pid: number, { form, pattern }: Wanted): string {
  const start = `critgen memory ${shellWord(checkpoint)} ${pid}`;
  if (form !== "strings") return `${start} find ${OPTIONS[form]}-- ${shellWord(pattern)}`;
  return pattern === "" ? `${start} strings` : `${start} strings | grep -F -- ${shellWord(pattern)}`;
}

const nameOf = ({ form }: Wanted): string => (form === "strings" ? "strings" : "find");

function loopOf(wanted: Wanted): string[] {
  if (wanted.form !== "strings") {
    const loop = `for await (const { address } of find(memory, ${literalOf(wanted)}))`;
    return [loop, '  addresses.push("0x" + address.toString(16));'];
  }
  return [
    `const word = ${JSON.stringify(wanted.pattern)};`,
    "for await (const { address, text } of strings(memory)) {",
    "  const at = text.indexOf(word);",
    '  if (at >= 0) addresses.push("0x" + (address + BigInt(at)).toString(16));',
    "}",
  ];
}

function literalOf(wanted: Wanted): string {
  const pattern = patternOf(wanted);
  if (pattern instanceof Uint8Array) return `Uint8Array.of(${pattern.join(", ")})`;
  return pattern instanceof RegExp ? `new RegExp(${JSON.stringify(pattern.source)})` : JSON.stringify(pattern);
}
