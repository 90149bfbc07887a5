import { hex } from "../model/coordinates.ts";
import { layoutText } from "../model/format/layout-text.ts";
import type { Image, Model } from "../model/model.ts";

/** A row of the table. */
export interface ImageView {
  readonly name: string;
  readonly about: string;
  readonly file: string;
  readonly raw: boolean;
  readonly value: number | undefined;
  readonly hex: string | undefined;
  readonly town: string | undefined;
  /** Image that owns the magic, if this one shares it. */
  readonly alias: string | undefined;
  readonly head: Image["head"];
  readonly flags: readonly string[];
  /** Names of the messages after the magic. */
  readonly first: string | undefined;
  readonly entries: string | undefined;
  /** Layout of the image, as the table writes it. */
  readonly layout: string;
  readonly version: string | undefined;
  readonly by: string | undefined;
  readonly since: string | undefined;
  readonly until: string | undefined;
}

export function imageView(image: Image, { history }: Model): ImageView {
  const { name, about, file, magic, town, alias, head, flags, layout, version, by, until } = image;
  return {
    ...{ name, about, file, town, alias, head, flags, version, by, until },
    raw: magic === undefined,
    value: magic,
    hex: magic === undefined ? undefined : hex(magic),
    first: layout.first?.message,
    entries: layout.entries?.message,
    layout: layoutText(layout),
    since: history.images.get(name),
  };
}
