import { useMemo, useState } from "preact/hooks";
import type { Decoded, DecodedImage } from "../compiler/decoder.ts";
import type { ImageAsk } from "../views/image/use-rows.ts";
import type { Compiler } from "./editor/assist.ts";
import type { Trial } from "./use-trial.ts";
import { useWork } from "./use-work.ts";

/** Pause after a change before the image is decoded again, in milliseconds. */
const PAUSE = 80;

/** An image as the schema decodes it; `undefined` until it is decoded. */
export function useDecoded({ compiler, version }: Trial, image: DecodedImage | undefined): Decoded | undefined {
  const [known, setKnown] = useState<{ readonly image: DecodedImage; readonly is: Decoded }>();
  const decode = async (signal: AbortSignal): Promise<void> => {
    if (image === undefined) return;
    if (known?.image !== image) await compiler.ask("setImage", { image }, { signal });
    const is = await compiler.ask("decode", undefined, { signal });
    if (is !== undefined) setKnown({ image, is });
  };
  useWork(known?.image === image ? PAUSE : 0, decode, [compiler, version, image]);
  return known !== undefined && known.image === image ? known.is : undefined;
}

/** Returns the questions about the decoded image. */
export function useDecodedAsk(compiler: Compiler, decoded: Decoded): ImageAsk {
  return useMemo(
    () => ({
      nodes: (entry) => compiler.ask("nodes", { entry }),
      at: (place, signal) => compiler.ask("at", place, { signal }),
      summaries: (from, to) => compiler.ask("summaries", { from, to }),
    }),
    [compiler, decoded],
  );
}

/** Size of the blocks whose meanings are asked for, in bytes. */
const BLOCK = 4096;

/** Returns the meanings of bytes, and a function that asks for those of a range. */
export function useTones(compiler: Compiler, decoded: Decoded): [tone: (offset: number) => number, need: Need] {
  const blocks = useMemo(() => new Map<number, Uint8Array | undefined>(), [decoded]);
  const [, setCount] = useState(0);
  const need = useMemo(
    () => (from: number, to: number) => {
      for (let block = Math.floor(from / BLOCK); block * BLOCK < Math.min(to, decoded.size); block++) {
        if (blocks.has(block)) continue;
        blocks.set(block, undefined);
        void compiler
          .ask("tones", { from: block * BLOCK, to: Math.min(decoded.size, (block + 1) * BLOCK) })
          .then((tones) => {
            blocks.set(block, tones);
            setCount((count) => count + 1);
          })
          .catch(() => blocks.delete(block));
      }
    },
    [compiler, blocks, decoded],
  );
  return [(offset) => blocks.get(Math.floor(offset / BLOCK))?.[offset % BLOCK] ?? 0, need];
}

type Need = (from: number, to: number) => void;
