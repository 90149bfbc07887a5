import type { JSX } from "preact";
import { HexGrid, type HexGridProps } from "../../parts/hex-grid.tsx";
import { useBytes } from "./use-bytes.ts";

interface Props extends Pick<HexGridProps, "size" | "at" | "range" | "select"> {
  readonly checkpoint: string;
  readonly file: string;
}

/** Bytes of an image. */
export function HexPane({ checkpoint, file, size, at, range, select }: Props): JSX.Element {
  const { byteAt, need } = useBytes(checkpoint, file, size);
  const within = (offset: number, replace?: boolean): void =>
    select(Math.min(Math.max(0, size - 1), Math.max(0, offset)), replace);
  return (
    <div class="hex-pane">
      <HexGrid label={`Bytes of ${file}`} {...{ size, at, range, byteAt, need }} select={within} />
    </div>
  );
}
