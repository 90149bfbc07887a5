import { find, type Match, type Memory } from "criu-checkpoint";
import { hex } from "../../inspect/explore/hex.ts";
import { toJson } from "../../inspect/explore/json.ts";
import { asciiText } from "../dissect/page.ts";
import { sizeOf } from "../options/numbers.ts";
import type { ExitCode } from "../run/action.ts";
import { Meter } from "../terminal/meter.ts";
import type { Asked, Given } from "./asked.ts";
import { inRanges } from "./ranges.ts";

/** Prints the places of a pattern with the bytes around them. */
export async function printPlaces(asked: Asked): Promise<ExitCode> {
  const { memory, words, given } = asked;
  const pattern = patternOf(words[0], given);
  const context = sizeOf(given.context, "the context", 16);
  const found: object[] = [];
  let count = 0;
  const meter = new Meter("searched");
  for await (const match of inRanges(asked, meter, (range) => find(memory, pattern, range))) {
    count++;
    if (given.count) continue;
    meter.clear();
    const text = await around(memory, match, context);
    if (given.json) found.push({ address: hex(match.address), length: match.length, text });
    else console.log(`${hex(match.address)}  ${text}`);
  }
  if (given.count) console.log(count);
  else if (given.json) console.log(toJson(found));
  return count > 0 ? 0 : 1;
}

function patternOf(text: string | undefined, { hex, regex }: Given): string | Uint8Array | RegExp {
  if (text === undefined || text === "") throw new Error("the pattern is missing");
  if (hex && regex) throw new Error("--hex and --regex exclude each other");
  if (regex) return expressionOf(text);
  if (!hex) return text;
  const digits = text.replaceAll(/\s/g, "");
  if (!/^(?:[\da-f]{2})+$/i.test(digits))
    throw new Error(`--hex needs bytes of two digits, such as 7f454c46; found ${text}`);
  return Buffer.from(digits, "hex");
}

function expressionOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new Error((error as Error).message);
  }
}

/** Shows a match with the bytes around it that can be read, at most 1 KiB of it. */
async function around(memory: Memory, { address, length }: Match, context: number): Promise<string> {
  const shown = Math.min(length, 1024);
  const before = await readable(memory, address - BigInt(context), context, -1);
  const after = await readable(memory, address + BigInt(shown), context, 1);
  const bytes = await memory.read(address, shown);
  return asciiText(Buffer.concat([before, bytes, after]));
}

/** Reads bytes; if some cannot be read, only those beside the match. */
async function readable(memory: Memory, address: bigint, length: number, side: 1 | -1): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const start = address < 0n ? 0n : address;
  for await (const piece of memory.pieces(start, address + BigInt(length))) {
    const isReadable = piece.source.kind === "pages" || piece.source.kind === "zeros";
    if (isReadable) parts.push(await memory.read(piece.start, Number(piece.end - piece.start)));
    else if (side === 1) break;
    else parts.length = 0;
  }
  return Buffer.concat(parts);
}
