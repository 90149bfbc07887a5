import { camelCase } from "../../model/names.ts";
import { imageIn, keyImages, spacesOf } from "../../model/navigation.ts";
import type { Problem } from "../../model/problem.ts";
import type { FieldPath, Navigation, Space } from "../../model/relations.ts";
import { bad, type Context, imageFieldAt } from "./paths.ts";

/** Checks navigation: each image belongs to the ids that the field before it refers to, and no name has two meanings. */
export function* checkNavigation(context: Context): Generator<Problem> {
  for (const space of context.model.relations.spaces) {
    const images = new Map([...keyImages(space), ...filesOf(space)].map((image) => [camelCase(image), image]));
    for (const navigation of space.navigation) {
      const image = images.get(navigation.name);
      if (image !== undefined)
        yield bad(`\`${navigation.name}\` is the name of ${image}`, "choose another name", navigation.at);
      yield* checkSteps(context, space, navigation);
    }
  }
}

function* checkSteps(context: Context, space: Space, { steps }: Navigation): Generator<Problem> {
  let from: readonly Space[] = [space];
  for (const step of steps) {
    const found = yield* imageFieldAt(context, step);
    if (found === undefined) return;
    yield* checkImageOf(step, from);
    from = spacesOf(context.model, step.path, found);
    if (from.length === 0 && step !== steps.at(-1))
      yield bad(`\`${step.path}\` refers to no ids`, "list it in `references`", step.at);
  }
}

function* checkImageOf({ path, at }: FieldPath, from: readonly Space[]): Generator<Problem> {
  const images = from.flatMap(filesOf);
  const image = imageIn(path);
  if (images.includes(image) || images.length === 0) return;
  const names = from.map(({ name }) => name).join(", ");
  yield bad(`${image} has no id of ${names} in its file name`, `name a field of ${images.join(", ")}`, at);
}

function filesOf({ files }: Space): string[] {
  return files.map(({ image }) => image);
}
