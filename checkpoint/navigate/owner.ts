import type { ImageName, Images } from "criu-images/all";
import { NAVIGATION, type RelationNavigation } from "criu-images/relations";
import type { ImageSet } from "../images/images.ts";
import type { EntryOf, Graph } from "../relations/graph.ts";
import type { Id } from "../relations/message.ts";
import { entryAt, fieldsAt } from "./fields.ts";

/** A space whose ids have images. */
export type SpaceName = keyof typeof NAVIGATION;

type Navigation<Space extends SpaceName> = (typeof NAVIGATION)[Space];

/** An entry of one of some images, with the name of the image. */
export type TaggedEntry<Name> = Name extends ImageName
  ? { readonly image: Name; readonly file: string; readonly entry: EntryOf<Name> }
  : never;

/** A field with an id: its entry, and the entry that defines the id; `undefined` if there is none. */
export interface Link<From extends ImageName, To> {
  readonly entry: EntryOf<From>;
  readonly target: TaggedEntry<To> | undefined;
}

type Part<Name> = Name extends ImageName ? Images[Name] : never;

type Element<T> = T extends readonly (infer One)[] ? One : T;

/** Type of a field by its path in a message, such as `tc.comm`; of its elements, if it is a list. */
type At<Message, Path> = Path extends `${infer Step}.${infer Rest}`
  ? At<NonNullable<Message[Step & keyof Message]> extends infer Inner ? Element<Inner> : never, Rest>
  : Element<NonNullable<Message[Path & keyof Message]>>;

type LastOf<Path> = Path extends readonly [...unknown[], infer Last] ? Last : never;

type FieldOf<Field> = Field extends { readonly path: infer Path; readonly to: infer To }
  ? LastOf<Path> extends `${infer Name}.${infer Rest}`
    ? To extends readonly []
      ? At<EntryOf<Name & ImageName>, Rest>
      : Link<Name & ImageName, Element<To>>
    : never
  : never;

/** Things that belong to an id, each read when it is asked for; `undefined` if the checkpoint lacks it. */
export type Owner<Space extends SpaceName> = {
  readonly id: Id;
} & {
  readonly [Name in keyof Navigation<Space>["files"]]: Promise<Part<Navigation<Space>["files"][Name]> | undefined>;
} & {
  readonly [Name in keyof Navigation<Space>["entries"]]: Promise<
    EntryOf<Navigation<Space>["entries"][Name] & ImageName> | undefined
  >;
} & {
  readonly [Name in keyof Navigation<Space>["fields"]]: Promise<FieldOf<Navigation<Space>["fields"][Name]>[]>;
};

/** Images of a checkpoint, and the ids in them. */
export interface Navigable extends ImageSet {
  graph(): Promise<Graph>;
}

/** Returns an id of a space, with a property for each thing that belongs to it. */
export function ownerOf<Space extends SpaceName>(checkpoint: Navigable, space: Space, id: Id): Owner<Space> {
  const { files, entries, fields }: RelationNavigation = NAVIGATION[space];
  const owner = { id };
  for (const [name, image] of Object.entries(files)) define(owner, name, () => checkpoint.read(image as ImageName, id));
  for (const [name, image] of Object.entries(entries))
    define(owner, name, async () => (await entryAt(await checkpoint.graph(), space, id, image))?.entry);
  for (const [name, field] of Object.entries(fields))
    define(owner, name, async () => fieldsAt((await checkpoint.graph()).of(space, id), field));
  return owner as Owner<Space>;
}

function define(owner: object, name: string, get: () => Promise<unknown>): void {
  Object.defineProperty(owner, name, { get, enumerable: true });
}
