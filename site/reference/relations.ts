import { isFault, lastOf, resolvePath } from "../../generator/model/field-path.ts";
import { grouped } from "../../generator/model/grouped.ts";
import { onceFor } from "../../generator/model/memo.ts";
import type { Model } from "../../generator/model/model.ts";
import { imageIn } from "../../generator/model/navigation.ts";
import { caseText, relationTexts } from "../../generator/model/relation-texts.ts";
import type { Space } from "../../generator/model/relations.ts";

/** A field of a relation: its own path, and the image that the relation is about, if it is not about all. */
export interface FieldLink {
  /** `message.field` */
  readonly path: string;
  readonly image: string | undefined;
}

/** A space of ids that a field refers to, and when. */
interface Target {
  readonly space: string;
  readonly when: string;
  readonly image: string | undefined;
}

/** A rule about the values of a field. */
interface Rule {
  readonly text: string;
  readonly value: string;
  readonly image: string | undefined;
}

/** Meaning of a field across images. */
export interface FieldRelations {
  readonly refersTo: readonly Target[];
  /** Spaces whose ids the field defines. */
  readonly defines: readonly { readonly space: string; readonly image: string | undefined }[];
  readonly referredBy: readonly FieldLink[];
  readonly rules: readonly Rule[];
  readonly privacy: readonly { readonly name: string; readonly image: string | undefined }[];
  readonly topics: readonly string[];
}

/** Sections of relations.yaml about values, with words for them. */
const RULES: ReadonlyMap<string, string> = new Map([
  ["equal", "Equal to"],
  ["same", "Same as"],
  ["chosen", "Decides which field is present:"],
  ["unique", "Each value occurs once in its file"],
  ["ranges", "Ranges in ascending order, without overlap:"],
  ["limits", "At most"],
  ["counts", "Number of elements:"],
  ["noise", "Differs between dumps of one thing without a meaning"],
]);

/** Sections whose text is only the name of the section. */
const WORDLESS = ["unique", "noise"];

type About<T> = ReadonlyMap<string, readonly (T & { readonly of: string })[]>;

/** Relations of a model, each by its field. */
const tablesOf = onceFor((model: Model) => {
  const by = <T extends { readonly of: string }>(all: readonly T[]): About<T> => grouped(all, ({ of }) => of);
  const { references, spaces, privacy, topics } = model.relations;
  return {
    targets: by(references.flatMap(({ path, cases }) => cases.flatMap((one) => targetsOf(model, path, one)))),
    defined: by(
      spaces.flatMap((space) =>
        keysOf(model, space).map(({ path, image }) => ({ of: path, image, space: space.name })),
      ),
    ),
    rules: by([...relationTexts(model.relations)].flatMap(([section, texts]) => rulesOf(model, section, texts))),
    privacy: by(privacy.flatMap(({ name, content }) => contentOf(model, content).map((one) => ({ ...one, name })))),
    topics: by(topics.flatMap(({ name, content }) => contentOf(model, content).map((one) => ({ ...one, name })))),
  };
});

/** Returns all relations of a field. */
export function relationsOf(model: Model, path: string): FieldRelations {
  const { targets, defined, rules, privacy, topics } = tablesOf(model);
  const defines = defined.get(path) ?? [];
  return {
    refersTo: targets.get(path) ?? [],
    defines,
    referredBy: unique(defines.flatMap(({ space }) => referrersOf(model, space))),
    rules: rules.get(path) ?? [],
    privacy: privacy.get(path) ?? [],
    topics: [...new Set((topics.get(path) ?? []).map(({ name }) => name))],
  };
}

/** Returns the fields that refer to ids of a space. */
export function referrersOf({ relations, ...model }: Model, space: string): FieldLink[] {
  const paths = relations.references.filter(({ cases }) => cases.some(({ to }) => to === space));
  return unique(paths.flatMap(({ path }) => linkTo({ relations, ...model }, path)));
}

/** Returns the fields that define ids of a space. */
export function keysOf(model: Model, { keys, named }: Space): FieldLink[] {
  return unique([...keys, ...named].flatMap(({ path }) => linkTo(model, path)));
}

/** Resolves a path of relations.yaml; nothing for an image itself, its extra or its rest. */
export function linkTo(model: Model, path: string): FieldLink[] {
  const found = resolvePath(model, path);
  if (isFault(found)) return [];
  const { field, owner } = lastOf(found);
  return [{ path: `${owner.name}.${field.name}`, image: found.image?.name }];
}

/** Returns the images of paths that are about an image, its extra or its rest. */
export function imagesOf(
  model: Model,
  content: readonly { readonly path: string }[],
): { name: string; part: string }[] {
  return content.flatMap(({ path }) => {
    const name = imageIn(path);
    const part = path.slice(name.length + 1);
    const isImage = model.images.some((image) => image.name === name);
    return isImage && ["", "extra", "rest"].includes(part) ? [{ name, part }] : [];
  });
}

function targetsOf(model: Model, path: string, one: Parameters<typeof caseText>[0]): (Target & { of: string })[] {
  if (one.to === "none") return [];
  const when = caseText(one).slice(one.to.length).replace("?", "").trim();
  return linkTo(model, path).map(({ path: of, image }) => ({ of, image, space: one.to, when }));
}

function rulesOf(
  model: Model,
  section: string,
  texts: ReadonlyMap<string, { readonly text: string }>,
): (Rule & { of: string })[] {
  const words = RULES.get(section);
  if (words === undefined) return [];
  return [...texts].flatMap(([path, { text }]) =>
    linkTo(model, path).map(({ path: of, image }) => {
      return { of, image, text: words, value: WORDLESS.includes(section) ? "" : text };
    }),
  );
}

function contentOf(
  model: Model,
  content: readonly { readonly path: string }[],
): { of: string; image: string | undefined }[] {
  return content.flatMap(({ path }) => linkTo(model, path)).map(({ path: of, image }) => ({ of, image }));
}

function unique(links: readonly FieldLink[]): FieldLink[] {
  return [...new Map(links.map((link) => [`${link.path} ${link.image}`, link])).values()];
}
