import { hex } from "../model/coordinates.ts";
import { HEADS, versionDefine } from "../model/criu-names.ts";
import type { Image, Model } from "../model/model.ts";

/** A magic of the registry, as in CRIU's magic.h. */
export interface MagicView {
  /** Name in crit's JSON. */
  readonly name: string;
  /** Name in magic.h. */
  readonly define: string;
  readonly value: number;
  readonly hex: string;
  /** `define` that this one is an alias of. It comes earlier. */
  readonly alias: string | undefined;
  readonly town: string | undefined;
  /** Whether files begin with it: it is no version, and not the mark of raw images. */
  readonly magic: boolean;
}

const RAW = "RAW_IMAGE";

/** Returns all magics, aliases after their originals. */
export function magicViews({ versions, heads, reserved, images }: Model): MagicView[] {
  const own = images.filter(({ magic, alias }) => magic !== undefined && alias === undefined);
  const others = images.filter((image) => !own.includes(image));
  return [
    ...versions.flatMap(({ name, value }) => {
      const define = versionDefine(name);
      return define === undefined ? [] : [{ ...view(define, value), define, magic: false }];
    }),
    { ...view(RAW, 0), magic: false },
    ...Object.entries(heads).map(([kind, { value, town }]) => ({ ...view(HEADS.get(kind) ?? kind, value), town })),
    ...own.map(({ name, magic = 0, town }) => ({ ...view(name, magic), town })),
    ...reserved.map(({ name, value, town }) => ({ ...view(name, value), town })),
    ...others.map(aliasView),
  ];
}

function aliasView({ name, magic, alias = RAW }: Image): MagicView {
  return { ...view(name, magic ?? 0), alias: `${alias}_MAGIC`, magic: magic !== undefined };
}

function view(name: string, value: number): MagicView {
  return { name, define: `${name}_MAGIC`, value, hex: hex(value), alias: undefined, town: undefined, magic: true };
}
