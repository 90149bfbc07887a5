import type { Image, Model } from "../model/model.ts";
import { type Problem, SchemaError } from "../model/problem.ts";
import { didYouMean } from "../model/suggest.ts";
import { reach } from "../reach/reach.ts";
import type { Project } from "./load.ts";

/** What can be the name of an image, or a pattern. The same stands in schema/critgen.schema.json, for editors. */
const PATTERN = /^[\w*]+$/;

/** Whether a name is that of a pattern: `*` stands for any letters, digits and underscores, or none. */
export function matches(pattern: string, name: string): boolean {
  return PATTERN.test(pattern) && new RegExp(`^${pattern.replaceAll("*", "\\w*")}$`).test(name);
}

/**
 * What of a model a project is to have: all that there is, where it does not say.
 *
 * @throws {SchemaError} where critgen.yaml names an image that there is not
 * @throws {Error} where the command line does
 */
export function chosenOf(model: Model, { images: patterns, source }: Project): Model {
  if (patterns === undefined) return model;
  const problems = patterns.flatMap((pattern, i) => {
    const problem = unknown(pattern, model.images);
    return problem === undefined ? [] : [{ ...problem, i }];
  });
  refuse(problems, patterns, source);
  return reach(model, ({ name }) => patterns.some((pattern) => matches(pattern, name)));
}

type Unknown = Pick<Problem, "code" | "message" | "hint"> & { readonly i: number };

function refuse(problems: readonly Unknown[], patterns: readonly string[], source: Project["source"]): void {
  const [first] = problems;
  if (first === undefined) return;
  const isInFile = (source?.value as { images?: unknown } | undefined)?.images === patterns;
  if (source === undefined || !isInFile) throw new Error(`${first.message}; ${first.hint}`);
  throw new SchemaError(
    problems.map(({ i, ...problem }) => ({ ...problem, at: source.at(["images", i]) })),
    source.file,
  );
}

function unknown(pattern: string, images: readonly Image[]): Pick<Problem, "code" | "message" | "hint"> | undefined {
  if (images.some(({ name }) => matches(pattern, name))) return undefined;
  const names = images.map(({ name }) => name);
  const hint = didYouMean(pattern.toUpperCase(), names) ?? "the rows of images.yaml are the images that there are";
  return { code: "unknown-image", message: `there is no image \`${pattern}\``, hint };
}
