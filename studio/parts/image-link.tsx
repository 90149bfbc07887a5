import type { ComponentChildren, JSX } from "preact";
import { Link } from "./link.tsx";
import { hexText } from "./text.ts";

/** Link to a place in an image. */
export function ImageLink({
  checkpoint,
  file,
  offset,
  entry,
  children,
}: {
  readonly checkpoint: string;
  /** Name of the file without folders. */
  readonly file: string;
  readonly offset?: number | undefined;
  /** Index of the entry, if the offset is unknown. */
  readonly entry?: number | undefined;
  readonly children: ComponentChildren;
}): JSX.Element {
  const at = offset === undefined ? {} : { at: hexText(offset) };
  const query = { ...at, ...(offset === undefined && entry !== undefined && { entry: `${entry}` }) };
  return <Link to={{ checkpoint, view: "image", path: [file], query }}>{children}</Link>;
}
