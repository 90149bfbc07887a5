import { hex } from "../../generator/model/coordinates.ts";
import type { Model } from "../../generator/model/model.ts";
import { messageNamed } from "../../generator/model/walk.ts";
import type { Name } from "../names/name.ts";
import { describeEnum, describeField, describeMessage, paragraphs, sentence } from "./fields.ts";
import { describeImage } from "./image.ts";

/** Describes the thing that a name refers to, as Markdown; undefined if the model lacks it. */
export function describeName(model: Model, { kind, name }: Name): string | undefined {
  return DESCRIBE[kind](model, name);
}

const DESCRIBE: Readonly<Record<Name["kind"], (model: Model, name: string) => string | undefined>> = {
  image: (model, name) => {
    const image = model.images.find((one) => one.name === name);
    return image && describeImage(model, image);
  },
  message: (model, name) => {
    const message = messageNamed(model, name);
    return message && describeMessage(model, message);
  },
  field: (model, name) => {
    const [owner, last] = split(name);
    const field = messageNamed(model, owner)?.fields.find((one) => one.name === last);
    return field && describeField(model, owner, field);
  },
  enum: (model, name) => {
    const found = model.enums.find((one) => one.name === name);
    return found && describeEnum(model, found);
  },
  value: ({ enums, history }, name) => {
    const [owner, last] = split(name);
    const value = enums.find((one) => one.name === owner)?.values.find((one) => one.name === last);
    if (value === undefined) return undefined;
    const since = history.enumValues.get(name);
    return paragraphs(`\`${name} = ${value.number}\``, value.comment, since === undefined ? "" : `Since ${since}.`);
  },
  map: ({ display }, name) => {
    const bits = display.flags.get(name);
    return (
      bits && paragraphs(`Names of bits \`${name}\``, bits.map((one) => `- ${hex(one.bit)} ${one.name}`).join("\n"))
    );
  },
  dict: ({ display }, name) => {
    const fields = display.dicts.get(name);
    return fields && sentence(`names of codes for ${[...fields.keys()].join(", ")}`);
  },
  file: () => undefined,
};

function split(path: string): [owner: string, last: string] {
  const dot = path.lastIndexOf(".");
  return [path.slice(0, dot), path.slice(dot + 1)];
}
