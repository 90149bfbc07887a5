import { Closed, type Output } from "./output.ts";

/** Zeros that need no room in a file. */
interface Hole {
  readonly zeros: number;
}

/** Writes pieces to an output, and `ending` after them; abandons the output if the pieces throw. */
export async function pour(pieces: AsyncIterable<Uint8Array | Hole>, output: Output, ending = ""): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (piece instanceof Uint8Array) output.write(piece);
      else output.skip(piece.zeros);
    }
    output.write(Buffer.from(ending));
  } catch (problem) {
    output.abandon();
    if (problem instanceof Closed) return;
    throw problem;
  }
  output.finish();
}
