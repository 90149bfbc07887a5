import type { ComponentChildren, JSX } from "preact";
import { Link } from "./link.tsx";
import { hexText } from "./text.ts";

/** Link to a place in an image. */
export function ImageLink({
  checkpoint,
  file,
  offset,
  entry,
  path,
  children,
}: {
  readonly checkpoint: string;
  /** Name of the file without folders. */
  readonly file: string;
  readonly offset?: number | undefined;
  /** Index of the entry, if the offset is unknown. */
  readonly entry?: number | undefined;
  /** Path of the field from its entry, if the offset is unknown. */
  readonly path?: string | undefined;
  readonly children: ComponentChildren;
}): JSX.Element {
  const field = { ...(entry !== undefined && { entry: `${entry}` }), ...(path !== undefined && { path }) };
  const query = offset === undefined ? field : { at: hexText(offset) };
  return <Link to={{ checkpoint, view: "image", path: [file], query }}>{children}</Link>;
}
