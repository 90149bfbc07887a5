import type { Config } from "../../model/config.ts";
import type { EnumPlan } from "../../plan/enum.ts";
import type { PackagePlan } from "../../plan/package.ts";
import { type PlannedFile, planFile } from "../target.ts";
import { allView, inventoryOf } from "./all.ts";
import { columnsView } from "./columns.ts";
import { exportViews } from "./exports.ts";
import { imageView } from "./image.ts";
import { imageLayoutsView } from "./image-layouts.ts";
import { indexView } from "./index-module.ts";
import { messageView } from "./message.ts";
import { messageLayoutsView } from "./message-layouts.ts";
import {
  ALL,
  HISTORY,
  IMAGE_LAYOUTS,
  INDEX,
  JSON_MODULE,
  MAGIC,
  MESSAGE_LAYOUTS,
  NAMES,
  NODE,
  RELATIONS,
  SCHEMA,
  SELF_TEST,
} from "./modules.ts";
import { enumNames, imageNames, messageNames } from "./names.ts";
import { namesView } from "./names-module.ts";
import { readmeView } from "./readme.ts";
import { relationsView } from "./relations.ts";
import { schemaView } from "./schema.ts";
import { selfTestView } from "./self-test.ts";

/** File of the schema that describes all images. */
const TABLE = "images.yaml";

/** Lists the generated files of a package. Modules of the runtime are copied later. */
export function files(plan: PackagePlan, config: Config, schema: string): PlannedFile[] {
  const source = modulesOf(plan, config);
  const modules = [...source, planFile(INDEX, "index.ts", TABLE, indexView(plan, source))];
  const exports = exportViews(
    modules.map(({ path }) => path),
    config,
  );
  const node = config.parts.includes("node");
  // A package of sources is compiled before it is published.
  const isBuilt = config.output === "sources";
  const about = { ...config, schema, exports, selfTest: runSelfTest(config), isBuilt, node };
  return [
    ...modules,
    planFile("package.json", "package.json", TABLE, about),
    planFile("tsconfig.json", "tsconfig.json", TABLE, { node }),
    planFile("README.md", "README.md", TABLE, { ...about, ...readmeView(plan, config) }),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Returns the command with which `npm test` runs the self-test of a built package. */
function runSelfTest({ name }: Config): string {
  return `node -e "import('${name}/self-test').then(({ selfTest }) => console.log(selfTest(), 'images: ok'))"`;
}

/** Plans the modules that are generated from the schema, except the index. */
function modulesOf(plan: PackagePlan, { parts, optional }: Config): PlannedFile[] {
  const { messages, enums, images, magics, history, relations } = plan;
  // Without the option, the views and their hashes are the same as ever.
  const explicit = optional === "undefined" ? { orUndefined: true } : {};
  const table = (path: string, template: string, view: object) => planFile(path, template, TABLE, view);
  return [
    ...messages.map((one) =>
      planFile(messageNames(one).module, "message.ts", one.source, { ...messageView(one), ...explicit }),
    ),
    ...enums.map((one) => planFile(enumNames(one).module, "enum.ts", one.source, enumView(one))),
    ...images.map((one) =>
      planFile(imageNames(one).module, "image.ts", one.source, { ...imageView(one), ...explicit }),
    ),
    ...columnsOf(plan),
    table(MAGIC, "magic.ts", magics),
    table(ALL, "all.ts", allView(images)),
    ...jsonOf(plan),
    ...(parts.includes("node") ? [table(NODE, "node.ts", { inventory: inventoryOf(images) })] : []),
    ...(history === undefined ? [] : [planFile(HISTORY, "history.ts", "history.yaml", history)]),
    ...(plan.releases === undefined ? [] : [table(SCHEMA, "schema.ts", schemaView(plan, plan.releases))]),
    ...(relations === undefined
      ? []
      : [planFile(RELATIONS, "relations.ts", "relations.yaml", relationsView(relations))]),
    table(SELF_TEST, "self-test.ts", selfTestView(plan)),
  ];
}

function columnsOf({ columns, messages }: PackagePlan): PlannedFile[] {
  const byName = new Map(messages.map((message) => [message.name, message]));
  return columns.flatMap((image) => {
    const message = byName.get(image.entries?.message.name ?? "");
    if (message === undefined) return [];
    return [planFile(imageNames(image).columnsModule, "columns.ts", image.source, columnsView(image, message))];
  });
}

function jsonOf({ json, images, messages }: PackagePlan): PlannedFile[] {
  if (json === undefined) return [];
  const layouts = () => messageLayoutsView(messages, json.numbers);
  return [
    ...(messages.length > 0 ? [planFile(MESSAGE_LAYOUTS, "message-layouts.ts", "messages/", layouts())] : []),
    planFile(IMAGE_LAYOUTS, "image-layouts.ts", TABLE, imageLayoutsView(images)),
    planFile(JSON_MODULE, "json.ts", TABLE, {}),
    planFile(NAMES, "names.ts", "display.yaml", namesView(json.names)),
  ];
}

function enumView({ name, code, doc, values }: EnumPlan): object {
  const about = [`A value of \`${name}\`. Values without a name in the schema are kept as numbers.`];
  return { name: enumNames({ code }).type, about, doc, values };
}
