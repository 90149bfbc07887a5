import type { Condition, Extra, Image, Model, Part } from "../../model/model.ts";
import { fieldName, imageNames, messageNames } from "../../model/modules.ts";
import { quote } from "../../model/quote.ts";
import { planHeads } from "./image.ts";
import { Imports, type ImportView } from "./imports.ts";
import { MESSAGE_LAYOUTS } from "./message-layouts.ts";
import { runtime } from "./runtime.ts";

export const IMAGE_LAYOUTS = "src/layouts/images.ts";

export interface ImageLayoutsView {
  readonly images: readonly ImageLayoutView[];
  readonly imports: readonly ImportView[];
}

interface ImageLayoutView {
  readonly layout: string;
  readonly image: string;
  /** Properties of an object literal, one for each line. */
  readonly properties: readonly string[];
}

/** Plans the module with the layouts of all images. */
export function planImageLayouts(model: Model): ImageLayoutsView {
  const imports = new Imports(IMAGE_LAYOUTS);
  imports.type(runtime("imageLayout"), "ImageLayout");
  const byName = new Map(model.images.map((image) => [image.name, image]));
  const planner: Planner = { model, imports, imageNamed: (name) => byName.get(name) };
  return { images: model.images.map((image) => planImageLayout(planner, image)), imports: imports.view() };
}

interface Planner {
  readonly model: Model;
  readonly imports: Imports;
  readonly imageNamed: (name: string) => Image | undefined;
}

function planImageLayout(planner: Planner, image: Image): ImageLayoutView {
  const { magic, head, foreignHeads, headNames } = planHeads(planner.model, image);
  return {
    layout: imageNames(planner.model, image.name).layout,
    image: image.name,
    properties: [
      `image: ${quote(image.name)}`,
      `file: ${quote(image.file)}`,
      ...(magic === undefined ? [] : [`magic: ${magic}`]),
      ...(head === undefined ? [] : [`head: ${head}`]),
      ...(magic === undefined
        ? []
        : [`foreignHeads: [${foreignHeads.join(", ")}]`, `headNames: [${headNames.join(", ")}]`]),
      ...planAlias(planner, image),
      ...(image.version === undefined ? [] : [`version: ${quote(versionField(planner.model, image))}`]),
      ...planContent(planner, image),
    ],
  };
}

/** Returns the field that holds the version of all images. */
function versionField(model: Model, { version = "", layout }: Image): string {
  return fieldName(model, layout.entries?.message ?? "", version);
}

function planAlias(planner: Planner, image: Image): string[] {
  if (image.alias === undefined) return [];
  const owner = planner.imageNamed(image.alias);
  const content = (row: Image): string => planContent(planner, row).join();
  const differs = owner !== undefined && content(owner) !== content(image);
  return [`alias: ${quote(image.alias)}`, ...(differs ? ["differs: true"] : [])];
}

function planContent(planner: Planner, { layout }: Image): string[] {
  const { first, entries, extra, rest, joined } = layout;
  const when = (key: string, condition: Condition | undefined): string[] =>
    planCondition(planner.model, key, condition, first?.message ?? "");
  return [
    ...(first === undefined ? [] : [`first: ${use(planner, first.message)}`]),
    ...(entries === undefined
      ? []
      : [`entries: ${use(planner, entries.message)}`, ...when("entriesWhen", entries.when)]),
    ...(extra === undefined || entries === undefined
      ? []
      : [`extra: ${planExtra(planner, extra, entries.message, joined === true)}`]),
    ...(rest === undefined ? [] : ["rest: true", ...when("restWhen", rest.when)]),
  ];
}

function use({ model, imports }: Planner, message: string): string {
  return imports.value(MESSAGE_LAYOUTS, messageNames(model, message).layout);
}

function planCondition(model: Model, key: string, when: Condition | undefined, owner: string): string[] {
  if (when === undefined) return [];
  return [`${key}: { field: ${quote(fieldName(model, owner, when.field))}, is: ${when.is} }`];
}

function planExtra(planner: Planner, extra: Extra, owner: string, joined: boolean): string {
  if (extra.kind === "one") return planPart(planner, extra.part, owner);
  const parts = extra.parts.map(({ name, part }) => `      ${quote(name)}: ${planPart(planner, part, owner)},\n`);
  return `{\n    parts: {\n${parts.join("")}    },\n${joined ? "    joined: true,\n" : ""}  }`;
}

function planPart(planner: Planner, part: Part, owner: string): string {
  const field = (name: string): string => quote(fieldName(planner.model, owner, name));
  const when = planCondition(planner.model, "when", part.when, owner);
  const properties =
    part.kind === "run"
      ? [`run: ${quote(part.type)}`, `length: ${field(part.length)}`, ...(part.pad > 1 ? [`pad: ${part.pad}`] : [])]
      : [
          `messages: ${use(planner, part.message)}`,
          `count: ${field(part.count)}`,
          ...(part.extra === undefined ? [] : [`extra: ${planExtra(planner, part.extra, part.message, false)}`]),
        ];
  return `{ ${[...properties, ...when].join(", ")} }`;
}
