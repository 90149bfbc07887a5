import { strings } from "criu-checkpoint";
import { hex } from "../../inspect/explore/hex.ts";
import { sizeOf } from "../options/numbers.ts";
import { openOutput } from "../output/output.ts";
import { pour } from "../output/pour.ts";
import type { ExitCode } from "../run/action.ts";
import { Meter } from "../terminal/meter.ts";
import type { Asked } from "./asked.ts";
import { inRanges } from "./ranges.ts";

/** Size of the pieces that are written, in characters. */
const PIECE = 1 << 16;

/** Prints the texts in memory with their addresses; as JSON, an object a line. */
export async function printStrings(asked: Asked): Promise<ExitCode> {
  await pour(lines(asked), openOutput(asked.given.out));
  return 0;
}

async function* lines(asked: Asked): AsyncGenerator<Uint8Array> {
  const { memory, given } = asked;
  const least = sizeOf(given.min, "the number of characters", 4);
  const meter = new Meter("searched");
  let piece = "";
  for await (const { address, text } of inRanges(asked, meter, (range) => strings(memory, { least, ...range }))) {
    piece += given.json ? `${JSON.stringify({ address: hex(address), text })}\n` : `${hex(address)} ${text}\n`;
    if (piece.length < PIECE) continue;
    meter.clear();
    yield Buffer.from(piece);
    piece = "";
  }
  yield Buffer.from(piece);
}
