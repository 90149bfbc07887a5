import { Closed, type Output } from "./output.ts";

/** Writes pieces to an output, and `ending` after them; abandons the output if the pieces throw. */
export async function pour(pieces: AsyncIterable<Uint8Array>, output: Output, ending: string): Promise<void> {
  try {
    for await (const piece of pieces) output.write(piece);
    output.write(Buffer.from(ending));
  } catch (problem) {
    output.abandon();
    if (problem instanceof Closed) return;
    throw problem;
  }
  output.finish();
}
