import type { Config, Part } from "../../model/config.ts";
import { fingerprint } from "../../model/json.ts";
import type { Enum, Model } from "../../model/model.ts";
import { enumNames, imageNames, messageNames } from "../../model/modules.ts";
import { SchemaError } from "../../model/problem.ts";
import { PUBLIC_TYPES } from "../../model/reserved.ts";
import { paragraphs } from "../../plan/docs.ts";
import { planHistory } from "../../plan/history.ts";
import { planMagic } from "../../plan/magic.ts";
import { planNames } from "../../plan/names.ts";
import { planSelfTest, SELF_TEST } from "../../plan/self-test.ts";
import { planAll } from "./all.ts";
import { planColumns } from "./columns.ts";
import { planExports } from "./exports.ts";
import { planImage } from "./image.ts";
import { IMAGE_LAYOUTS, planImageLayouts } from "./image-layouts.ts";
import { planMessage } from "./message.ts";
import { MESSAGE_LAYOUTS, planMessageLayouts } from "./message-layouts.ts";
import { planReadme } from "./readme.ts";

/** A file of the package: its template, and the template's view. */
export interface PlannedFile {
  readonly path: string;
  readonly template: string;
  /** File of the schema that it is generated from. */
  readonly source: string;
  /** Hash of the view: it changes whenever the view does. */
  readonly fingerprint: string;
  readonly view: object;
}

/** Module with names for people. */
const NAMES = "src/names.ts";

/** File of the schema that describes all images. */
const TABLE = "images.yaml";

/**
 * Plans all generated files of a package. Modules of the runtime are copied later.
 *
 * @param schema hash of the model
 */
export function planPackage(model: Model, config: Config, schema: string): PlannedFile[] {
  refuseTooMany(model);
  const source = planSource(model, config.parts);
  const modules = [...source, file("src/index.ts", "index.ts", TABLE, planIndex(model, source))];
  const exports = planExports(
    modules.map(({ path }) => path),
    config,
  );
  const node = config.parts.includes("node");
  // A package of sources is compiled before it is published.
  const isBuilt = config.output === "sources";
  const about = { ...config, schema, exports, selfTest: runSelfTest(config), isBuilt, node };
  return [
    ...modules,
    file("package.json", "package.json", TABLE, about),
    file("tsconfig.json", "tsconfig.json", TABLE, { node }),
    file("README.md", "README.md", TABLE, { ...about, ...planReadme(model, config) }),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Largest number of images in a package. The compiler's time and memory grow with them, by 0.3 MiB for each. */
const MOST_IMAGES = 4000;

function refuseTooMany({ images }: Model): void {
  const at = images[MOST_IMAGES]?.at;
  if (at === undefined) return;
  const message = `the package would have ${images.length} images; at most ${MOST_IMAGES} are supported`;
  const hint = "choose some with `images` in critgen.yaml or `--images`";
  throw new SchemaError([{ code: "unsupported", message, hint, at }]);
}

/** Returns the command with which `npm test` runs the self-test of a built package. */
function runSelfTest({ name }: Config): string {
  return `node -e "import('${name}/self-test').then(({ selfTest }) => console.log(selfTest(), 'images: ok'))"`;
}

function file(path: string, template: string, source: string, view: object): PlannedFile {
  return { path, template, source: sourceName(source), fingerprint: fingerprint(view), view };
}

/**
 * Returns the path of a file in its schema. The folder of an extension is left out, because it differs between
 * machines.
 */
function sourceName(source: string): string {
  return source.replace(/^\.{0,2}\/.*?(?=(images\.yaml|messages\/[^\0]*)$)/, "");
}

/** Plans the modules that are generated from the schema, except the index. */
function planSource(model: Model, parts: readonly Part[]): PlannedFile[] {
  const has = (part: Part): boolean => parts.includes(part);
  return [
    ...model.messages.map((m) =>
      file(messageNames(model, m.name).module, "message.ts", m.at.file, planMessage(model, m)),
    ),
    ...model.enums.map((e) => file(enumNames(model, e.name).module, "enum.ts", e.at.file, planEnum(model, e))),
    ...model.images.map((i) => file(imageNames(model, i.name).module, "image.ts", i.at.file, planImage(model, i))),
    ...(has("columns") ? planAllColumns(model) : []),
    file("src/magic.ts", "magic.ts", TABLE, planMagic(model)),
    file("src/all.ts", "all.ts", TABLE, planAll(model)),
    ...(has("json") ? planLayouts(model) : []),
    ...(has("node") ? [file("src/node.ts", "node.ts", TABLE, { inventory: planAll(model).inventory })] : []),
    ...(has("history") ? [file("src/history.ts", "history.ts", "history.yaml", planHistory(model))] : []),
    file(SELF_TEST, "self-test.ts", TABLE, planSelfTest(model, has("json"))),
  ];
}

function planAllColumns(model: Model): PlannedFile[] {
  return model.images.flatMap((image) => {
    const view = planColumns(model, image);
    return view === undefined ? [] : [file(view.columnsModule, "columns.ts", image.at.file, view)];
  });
}

function planLayouts(model: Model): PlannedFile[] {
  const hasMessages = model.messages.length > 0;
  return [
    ...(hasMessages ? [file(MESSAGE_LAYOUTS, "message-layouts.ts", "messages/", planMessageLayouts(model))] : []),
    file(IMAGE_LAYOUTS, "image-layouts.ts", TABLE, planImageLayouts(model)),
    file("src/json.ts", "json.ts", TABLE, {}),
    file(NAMES, "names.ts", "display.yaml", planNames(model)),
  ];
}

function planEnum(model: Model, { name, comment, values }: Enum): object {
  return {
    name: enumNames(model, name).type,
    about: [`A value of \`${name}\`. Values without a name in the schema are kept as numbers.`],
    doc: paragraphs(comment, `The enum \`${name}\`.`),
    values: values.map((value) => ({ ...value, doc: paragraphs(value.comment, "") })),
  };
}

/** Modules with a subpath of their own that the index does not export. */
const APART = ["src/history.ts", "src/node.ts", "src/json.ts", NAMES, MESSAGE_LAYOUTS, IMAGE_LAYOUTS, SELF_TEST];

/** Plans the index: all modules that need nothing but the language, and the public types of the runtime. */
function planIndex(model: Model, source: readonly PlannedFile[]): object {
  const modules = source.filter(({ path }) => !APART.includes(path)).map(({ path }) => path.replace("src/", "./"));
  const values = ["wire/errors", "image/names", ...(model.enums.length > 0 ? ["wire/enums"] : [])].map(runtimeModule);
  const isFramed = model.images.some(({ magic }) => magic !== undefined);
  const hasMaps = model.messages.some(({ fields }) => fields.some(({ type }) => type.kind === "map"));
  const isThere = (module: string): boolean =>
    module === "wire/maps" ? hasMaps : isFramed || (module !== "image/stream" && module !== "wire/unknown");
  const publicTypes = Object.entries(PUBLIC_TYPES)
    .filter(([module]) => isThere(module))
    .map(([module, names]) => ({ from: runtimeModule(module), names }));
  return { modules: [...modules, ...values].sort(), publicTypes };
}

function runtimeModule(name: string): string {
  return `./runtime/${name}.ts`;
}
