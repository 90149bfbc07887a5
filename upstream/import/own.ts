import type { RawRelease } from "../../generator/load/raw-history.ts";
import { versionDefine } from "../../generator/model/criu-names.ts";
import type { Format } from "../../generator/model/format/format.ts";
import type { FormatVersion, Model } from "../../generator/model/model.ts";
import { type CriuTree, versionsOfTree } from "../criu/tree.ts";
import { contentOf } from "./yaml-map.ts";

/** The own definitions of a schema, which CRIU never had: names of rows, magics, messages, enums and display maps. */
export interface Own {
  readonly images: ReadonlySet<string>;
  readonly reserved: ReadonlySet<string>;
  readonly versions: ReadonlySet<string>;
  /** Messages and enums at the top level. */
  readonly blocks: ReadonlySet<string>;
  readonly flags: ReadonlySet<string>;
  readonly dicts: ReadonlySet<string>;
}

/**
 * Finds the definitions of a schema that are not in the source tree, nor in the built-in schema, nor in a history. An
 * import keeps them.
 */
export function ownOf(model: Model, tree: CriuTree, builtIn: Model, histories: readonly string[]): Own {
  const criu = namesIn(histories);
  for (const { images, reserved, messages, enums } of [tree, builtIn].map(definitionsOf)) {
    for (const [names, more] of [
      [criu.images, images],
      [criu.magics, reserved],
      [criu.blocks, [...messages, ...enums]],
    ] as const) {
      for (const name of more) names.add(name);
    }
  }
  const { images, reserved, messages, enums } = definitionsOf(model);
  const blocks = new Set([...messages, ...enums].filter((name) => !criu.blocks.has(name)));
  const displays = model.messages.flatMap(({ name, fields }) => (blocks.has(outermost(name)) ? fields : []));
  return {
    images: new Set(images.filter((name) => !criu.images.has(name))),
    reserved: new Set(reserved.filter((name) => !criu.magics.has(name))),
    versions: new Set(ownVersions(model, tree, builtIn, criu.magics)),
    blocks,
    flags: new Set(displays.flatMap(({ display }) => display.flags ?? [])),
    dicts: new Set(displays.flatMap(({ display }) => display.dict ?? [])),
  };
}

/** Returns the versions with numbers that CRIU never had a constant for. */
function ownVersions(
  { versions }: Model,
  tree: CriuTree,
  builtIn: Model,
  defines: ReadonlySet<string>,
): readonly string[] {
  const numbers = new Set([...versionsOfTree(tree), ...builtIn.versions].map(({ value }) => value));
  const isOwn = ({ name, value }: FormatVersion): boolean =>
    value !== 0 && !numbers.has(value) && !defines.has(versionDefine(name) ?? "");
  return versions.filter(isOwn).map(({ name }) => name);
}

interface Definitions {
  readonly images: readonly string[];
  readonly reserved: readonly string[];
  readonly messages: readonly string[];
  readonly enums: readonly string[];
}

function definitionsOf({ images, messages, enums, ...rest }: Model | CriuTree): Definitions {
  const numbers = "reserved" in rest ? rest.reserved : rest.magics;
  const names = (definitions: readonly { readonly name: string }[]): string[] => definitions.map(({ name }) => name);
  return {
    images: names(images),
    reserved: names(numbers),
    messages: names(messages).map(outermost),
    enums: names(enums).map(outermost),
  };
}

/** Collects all names that a release added. */
function namesIn(histories: readonly string[]): Record<"images" | "magics" | "blocks", Set<string>> {
  const releases = histories.flatMap((text) =>
    Object.values((contentOf(text) ?? {}) as Readonly<Record<string, RawRelease>>),
  );
  const added = releases.map((release) => release.added ?? {});
  return {
    images: new Set(added.flatMap(({ images = [] }) => images)),
    magics: new Set(added.flatMap(({ magics = [] }) => magics.map((name) => name.replace(/_MAGIC$/, "")))),
    blocks: new Set(added.flatMap((one) => Object.keys({ ...one.fields, ...one.enum_values }).map(outermost))),
  };
}

function outermost(name: string): string {
  return name.split(".")[0] ?? name;
}

/** Removes the own definitions of a schema from its format. */
export function withoutOwn(format: Format, own: Own): Format {
  const isCriu = ({ name }: { readonly name: string }): boolean => !own.blocks.has(outermost(name));
  const without = <T>(all: ReadonlyMap<string, T>, ...names: readonly ReadonlySet<string>[]): Map<string, T> =>
    new Map([...all].filter(([name]) => names.every((set) => !set.has(name))));
  return {
    ...format,
    images: without(format.images, own.images),
    magics: without(format.magics, own.images, own.reserved),
    ...(format.versions && { versions: format.versions.filter(({ name }) => !own.versions.has(name)) }),
    messages: format.messages.filter(isCriu),
    enums: format.enums.filter(isCriu),
    display: {
      flags: without(format.display.flags, own.flags),
      dicts: without(format.display.dicts, own.dicts),
      more: without(format.display.more, own.flags),
    },
  };
}

/** Writes a sentence on the own definitions that stay; none if there are none. */
export function ownNotes({ images, reserved, versions, blocks }: Own): string[] {
  const parts = [
    [images, "rows"],
    [reserved, "numbers"],
    [versions, "format versions"],
    [blocks, "messages"],
  ] as const;
  const texts = parts.flatMap(([names, what]) => (names.size === 0 ? [] : [`${what} ${[...names].join(", ")}`]));
  if (texts.length === 0) return [];
  return [`the source does not have ${texts.join("; ")}, and no known release of CRIU did: they stay`];
}
