import { basename } from "node:path";
import type { Config } from "../../model/config.ts";
import type { ImagePlan } from "../../plan/image.ts";
import type { MessagePlan } from "../../plan/message.ts";
import type { PackagePlan } from "../../plan/package.ts";
import type { Reference } from "../../plan/reference.ts";
import { relationSections } from "../relation-records.ts";
import { type PlannedFile, planFile } from "../target.ts";
import { fieldViews } from "./fields.ts";
import { imageView } from "./image.ts";
import { imageLayoutView } from "./image-layouts.ts";
import { mapEntries } from "./maps.ts";
import { enumView, mapEntryView, messageView } from "./message.ts";
import { imageFile, imageNames, messagesFile, packageName } from "./names.ts";
import type { GoFieldOf } from "./records.ts";
import { relationsView } from "./relations.ts";
import { samplesView } from "./samples.ts";

/** File of the schema that describes all images. */
const TABLE = "images.yaml";

/** Properties of all views: the name of the package, and whether it has CRIU's JSON. */
interface Own {
  readonly package: string;
  readonly json: boolean;
}

/** Lists the generated files of a package. The runtime is copied later. */
export function files(plan: PackagePlan, config: Config, schema: string): PlannedFile[] {
  const own: Own = { package: packageName(config.name), json: plan.json !== undefined };
  const module = { ...config, ...own, schema, module: config.name ?? own.package };
  const table = (path: string, template: string, view: object) => planFile(path, template, TABLE, view);
  const goField = goFieldsOf(plan.messages);
  const example = exampleView(plan);
  return [
    ...messageFiles(plan, own),
    ...plan.images.map((image) =>
      planFile(imageFile(image), "image.go", image.source, { ...own, ...imageView(image, goField) }),
    ),
    table("images.go", "images.go", { ...own, ...imagesView(plan, goField) }),
    table("doc.go", "doc.go", { ...own, relations: plan.relations !== undefined }),
    ...relationsFiles(plan, own),
    table("example_test.go", "example_test.go", { ...own, module: module.module, ...example }),
    table("images_test.go", "images_test.go", { ...own, ...samplesView(plan) }),
    table("go.mod", "go.mod", { module: module.module }),
    table("README.md", "README.md", { ...module, ...example, images: plan.images.map(rowView) }),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Plans a file for each file of the schema, with its messages and enums. */
function messageFiles({ messages, enums }: PackagePlan, own: Own): PlannedFile[] {
  const sourceOf = new Map([...messages, ...enums].map(({ source }) => [messagesFile(source), source]));
  return [...sourceOf].map(([path, source]) => {
    const isHere = (one: { readonly source: string }) => messagesFile(one.source) === path;
    const all = messages
      .filter(isHere)
      .flatMap((message) => [messageView(message), ...mapEntries(message).map(mapEntryView)]);
    const view = {
      ...own,
      messages: all.map((message) => ({ ...message, json: own.json })),
      enums: enums.filter(isHere).map(enumView),
    };
    return planFile(path, "messages.go", source, view);
  });
}

function relationsFiles({ relations }: PackagePlan, own: Own): PlannedFile[] {
  if (relations === undefined) return [];
  return [
    planFile("relations.go", "relations.go", "relations.yaml", {
      ...own,
      ...relationsView(relationSections(relations)),
    }),
  ];
}

/** Returns a function that finds the name of a field in the struct of its message. */
function goFieldsOf(messages: readonly MessagePlan[]): GoFieldOf {
  const fields = new Map(
    messages.map((message) => [message.name, new Map(fieldViews(message).map(({ name, go }) => [name, go]))]),
  );
  return (message: Reference, field) => fields.get(message.name)?.get(field) ?? "";
}

function imagesView({ images, magics }: PackagePlan, goField: GoFieldOf): object {
  const inventory = images.find(({ version }) => version !== undefined);
  return {
    images: images.map((image) => ({ ...imageNames(image), image: image.name, file: image.file })),
    layouts: images.map((image) => imageLayoutView({ ...image, extra: image.entries?.extra })),
    versions: magics.versions,
    inventory: inventory && inventoryView(inventory, goField),
  };
}

function inventoryView(image: ImagePlan, goField: GoFieldOf): object {
  const message = image.entries?.message;
  return { ...imageNames(image), field: message && goField(message, image.version ?? "") };
}

/** Returns the image of the examples: one with entries, if there is any. */
function exampleView({ images }: PackagePlan): object {
  const example = images.find(({ entries, first, rest, alias }) => entries && !first && !rest && !alias) ?? images[0];
  return {
    example: example && {
      ...imageNames(example),
      image: example.name,
      file: fileOf(example),
      isRaw: example.framing === undefined,
    },
    hasInventory: images.some(({ version }) => version !== undefined),
  };
}

function fileOf({ id, file }: ImagePlan): string {
  return basename(id?.example ?? file);
}

function rowView(image: ImagePlan): object {
  return { image: image.name, type: imageNames(image).type, file: image.file };
}
