import { longest } from "../model/field-path.ts";
import type { IsLost } from "../model/lost.ts";
import type { Model, Placement } from "../model/model.ts";
import { ALL_IMAGES, valueNames } from "../model/places.ts";
import type { Problem } from "../model/problem.ts";
import { didYouMean } from "../text/suggest.ts";

/** Checks `places`: its images and fields exist, and the fields have the bits and values it names. */
export function* checkPlaces(model: Model, isLost: IsLost): Generator<Problem> {
  for (const placement of model.places) {
    yield* checkImages(placement, model);
    if (!isLost(placement.path)) yield* checkPath(placement, model, isLost);
  }
}

function* checkImages({ images, at }: Placement, model: Model): Generator<Problem> {
  const names = model.images.map(({ name }) => name);
  for (const image of images.filter((name) => name !== ALL_IMAGES && !names.includes(name))) {
    yield problem(`there is no image \`${image}\``, didYouMean(image, names) ?? "`places` names rows of the table", at);
  }
}

function* checkPath({ path, at }: Placement, model: Model, isLost: IsLost): Generator<Problem> {
  const message = longest(path, model.messages);
  if (message === undefined) {
    const [name = ""] = path.split(".");
    if (isLost(name)) return;
    const inner = model.messages.find((one) => one.name.endsWith(`.${name}`));
    const hint =
      didYouMean(inner === undefined ? name : inner.name, names(model.messages)) ??
      "a field is written as message.field";
    yield problem(`\`${path}\` begins with no message of the schema`, hint, at);
    return;
  }
  const [name = "", ...rest] = path.slice(message.name.length + 1).split(".");
  const field = message.fields.find((candidate) => candidate.name === name);
  if (field === undefined) {
    if (isLost(`${message.name}.${name}`)) return;
    const hint =
      didYouMean(name, names(message.fields)) ?? `fields of ${message.name}: ${names(message.fields).join(", ")}`;
    yield problem(`\`${message.name}\` has no field \`${name}\``, hint, at);
    return;
  }
  const known = valueNames(message.name, field, model);
  const value = rest.join(".");
  if (rest.length === 0 || known.includes(value) || isLost("display.yaml")) return;
  const hint =
    didYouMean(value, known) ?? (known.length === 0 ? "it has no named bits or values" : `known: ${known.join(", ")}`);
  yield problem(`\`${message.name}.${name}\` has no bit or value \`${value}\``, hint, at);
}

function problem(message: string, hint: string, at: Placement["at"]): Problem {
  return { code: "bad-place", message, hint, at };
}

function names(all: readonly { readonly name: string }[]): string[] {
  return all.map(({ name }) => name);
}
