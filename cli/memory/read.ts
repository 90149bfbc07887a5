import type { Memory } from "criu-checkpoint";
import { numberOf, sizeOf } from "../options/numbers.ts";
import { openOutput } from "../output/output.ts";
import { pour } from "../output/pour.ts";
import type { ExitCode } from "../run/action.ts";
import type { Asked } from "./asked.ts";
import { hexRow } from "./hex.ts";

/** Size of a step, in bytes; a multiple of a row. */
const STEP = 1 << 20;

const ROW = 16;

/** Writes bytes at an address, as they are or in hexadecimal. */
export async function printBytes({ memory, words, given }: Asked): Promise<ExitCode> {
  const address = numberOf(words[0], "the address");
  const length = sizeOf(words[1], "the length", 256);
  const pieces = given.raw ? steps(memory, address, length) : rows(memory, address, length);
  await pour(pieces, openOutput(given.out));
  return 0;
}

async function* steps(memory: Memory, address: bigint, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += STEP) {
    yield await memory.read(address + BigInt(at), Math.min(STEP, length - at));
  }
}

async function* rows(memory: Memory, address: bigint, length: number): AsyncGenerator<Uint8Array> {
  let from = address;
  const digits = Math.max(8, (address + BigInt(length)).toString(16).length);
  for await (const bytes of steps(memory, address, length)) {
    let text = "";
    for (let at = 0; at < bytes.length; at += ROW) {
      text += `${hexRow(from + BigInt(at), bytes.subarray(at, at + ROW), digits)}\n`;
    }
    from += BigInt(bytes.length);
    yield Buffer.from(text);
  }
}
