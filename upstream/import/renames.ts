import { plainFile } from "../../generator/model/criu-names.ts";
import type { Format, FormatImage } from "../../generator/model/format/format.ts";
import { contextOf, currentName } from "../diff/context.ts";
import { match, type Named } from "../diff/match.ts";
import { isAlikeOnWire } from "../diff/types.ts";

/** Renames from one format to another. */
export interface Renames {
  /** New names of messages by their old ones. */
  readonly messages: ReadonlyMap<string, string>;
  /** New names of fields by `message.field`, all of the old format. */
  readonly fields: ReadonlyMap<string, string>;
  /** Fields, as `message.field`, that ceded their names to others: a use of the name can mean either. */
  readonly ceded: ReadonlySet<string>;
}

export const NO_RENAMES: Renames = { messages: new Map(), fields: new Map(), ceded: new Set() };

/** Finds the renames between two formats: of messages by all of their fields, of fields by their numbers. */
export function renamesOf(before: Format, after: Format): Renames {
  const context = contextOf(before, after);
  const now = new Map(after.messages.map((message) => [message.name, message]));
  const pairs = before.messages.flatMap((message) => {
    const fields = now.get(currentName(message.name, context))?.fields;
    if (fields === undefined) return [];
    const found = match(message.fields, fields, (a, b) => isAlikeOnWire(a.type, b.type, context));
    return [{ found, path: ({ name }: Named) => `${message.name}.${name}` }];
  });
  return {
    messages: context.renamed,
    fields: new Map(pairs.flatMap(({ found, path }) => found.renamed.map(([a, b]) => [path(a), b.name]))),
    ceded: new Set(pairs.flatMap(({ found, path }) => found.handovers.map(({ named: [from] }) => path(from)))),
  };
}

/** One rename: the kind of definition with its new name, and its old name. */
export type Rename = Readonly<Record<string, string>>;

/** Finds the renames for the history: of images by their files, of fields and values by their numbers. */
export function renamesSince(before: Format, after: Format): Rename[] {
  const context = contextOf(before, after);
  return [
    ...imageRenames(before, after),
    ...pairsOf(before.messages, after.messages).flatMap(([a, b]) =>
      renamesIn("field", b.name, a.fields, b.fields, (old, now) => isAlikeOnWire(old.type, now.type, context)),
    ),
    ...pairsOf(before.enums, after.enums).flatMap(([a, b]) => renamesIn("enum_value", b.name, a.values, b.values)),
  ];
}

/** Pairs definitions of the same name. */
function pairsOf<T extends { readonly name: string }>(before: readonly T[], after: readonly T[]): [T, T][] {
  const old = new Map(before.map((definition) => [definition.name, definition]));
  return after.flatMap((definition): [T, T][] => {
    const same = old.get(definition.name);
    return same === undefined ? [] : [[same, definition]];
  });
}

function renamesIn<T extends Named>(
  kind: string,
  owner: string,
  before: readonly T[],
  after: readonly T[],
  alike?: (before: T, after: T) => boolean,
): Rename[] {
  const { renamed, handovers } = match(before, after, alike);
  const pairs = [...renamed, ...handovers.map(({ numbered }) => numbered)];
  return pairs.map(([from, to]) => ({ [kind]: `${owner}.${to.name}`, from: from.name }));
}

/** Finds new images that have the file and the magic of a removed one. */
function imageRenames(before: Format, after: Format): Rename[] {
  const identity = ({ file, magic = 0 }: FormatImage): string => `${plainFile(file)} ${magic}`;
  const left = [...before.images].filter(([name, image]) => {
    const now = after.images.get(name);
    return now === undefined || identity(now) !== identity(image);
  });
  return [...after.images].flatMap(([name, image]) => {
    const [from] = left.find(([, old]) => identity(old) === identity(image)) ?? [];
    return from === undefined || before.images.has(name) ? [] : [{ image: name, from }];
  });
}

/** Returns the new path of a field (`message.field`), or of one of its bits or values, by its old path. */
export function renamedPath(path: string, { messages, fields }: Renames): string {
  const field = [...fields].find(([old]) => path === old || path.startsWith(`${old}.`));
  const [message = ""] = [...messages.keys()].filter((name) => path.startsWith(`${name}.`));
  const rest = field === undefined ? path.slice(message.length) : `.${field[1]}${path.slice(field[0].length)}`;
  const owner = field === undefined ? message : field[0].slice(0, field[0].lastIndexOf("."));
  return `${messages.get(owner) ?? owner}${rest}`;
}
