import { ALL } from "../model/config.ts";
import type { Image, Model } from "../model/model.ts";
import { type Location, type Problem, SchemaError } from "../model/problem.ts";
import { didYouMean } from "../text/suggest.ts";
import type { Project } from "./project.ts";
import { reach } from "./reach.ts";

/** A name of an image, or a pattern. schema/critgen.schema.json contains the same pattern, for editors. */
const PATTERN = /^[\w*]+$/;

/** Returns whether a name matches a pattern: `*` matches letters, digits and underscores. */
export function matches(pattern: string, name: string): boolean {
  return PATTERN.test(pattern) && new RegExp(`^${pattern.replaceAll("*", "\\w*")}$`).test(name);
}

/** The part of a project that chooses images. */
type Choosing = Pick<Project, "images" | "budget" | "source">;

/**
 * Reduces a model to the images that a project chooses. Without a choice it has all.
 *
 * @throws {SchemaError} if critgen.yaml names an unknown image
 * @throws {Error} if the command line does
 */
export function chosenOf(model: Model, { images: patterns, budget, source }: Choosing): Model {
  const isInFile = (source?.value as { images?: unknown } | null | undefined)?.images === patterns;
  const inBudget = Object.keys(budget).filter((pattern) => pattern !== ALL);
  refuse(
    [
      ...(patterns ?? []).flatMap((pattern, i) =>
        unknown(pattern, model.images, isInFile ? source?.at(["images", i]) : undefined),
      ),
      ...inBudget.flatMap((pattern) => unknown(pattern, model.images, source?.at(["budget", pattern], "key"))),
    ],
    source?.file,
  );
  if (patterns === undefined) return model;
  return reach(model, ({ name }) => patterns.some((pattern) => matches(pattern, name)));
}

/** A problem. Those of the command line have no place. */
type Unknown = Omit<Problem, "at"> & { readonly at: Location | undefined };

function refuse(problems: readonly Unknown[], file: string | undefined): void {
  const bare = problems.find(({ at }) => at === undefined);
  if (bare !== undefined) throw new Error(`${bare.message}; ${bare.hint}`);
  const placed = problems.flatMap(({ at, ...problem }) => (at === undefined ? [] : [{ ...problem, at }]));
  if (placed.length > 0) throw new SchemaError(placed, file);
}

function unknown(pattern: string, images: readonly Image[], at: Location | undefined): Unknown[] {
  if (images.some(({ name }) => matches(pattern, name))) return [];
  const names = images.map(({ name }) => name);
  const hint = didYouMean(pattern.toUpperCase(), names) ?? "images are the rows of images.yaml";
  return [{ code: "unknown-image", message: `there is no image \`${pattern}\``, hint, at }];
}
