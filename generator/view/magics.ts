import { hex } from "../model/coordinates.ts";
import { HEADS, versionDefine } from "../model/criu-names.ts";
import type { Image, Model } from "../model/model.ts";

/** A number of the registry, as CRIU's magic.h has it. */
export interface MagicView {
  /** Its name in crit's JSON. */
  readonly name: string;
  /** Its name in magic.h. */
  readonly define: string;
  readonly value: number;
  readonly hex: string;
  /** The `define` that this one is another name of; it stands before this one. */
  readonly alias: string | undefined;
  readonly town: string | undefined;
  /** Whether files begin with it: it is no version, and does not stand for raw images. */
  readonly magic: boolean;
}

const RAW = "RAW_IMAGE";

/** All numbers, each after what it is another name of. */
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
