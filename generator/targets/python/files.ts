import type { Config } from "../../model/config.ts";
import type { PackagePlan } from "../../plan/package.ts";
import { relationSections } from "../relation-records.ts";
import { type PlannedFile, planFile } from "../target.ts";
import { Attributes } from "./attributes.ts";
import { catalogView } from "./catalog.ts";
import { Cycles } from "./cycles.ts";
import { enumView } from "./enum.ts";
import { exportViews } from "./exports.ts";
import { imageView } from "./image.ts";
import { messageView } from "./message.ts";
import { enumNames, imageNames, messageNames } from "./names.ts";
import { importName } from "./package-name.ts";
import { readmeView } from "./readme.ts";
import { relationsView } from "./relations.ts";

/** File of the schema that describes all images. */
const TABLE = "images.yaml";

/** Lists the generated files of a package. Modules of the runtime are copied later. */
export function files(plan: PackagePlan, config: Config, schema: string): PlannedFile[] {
  const module = importName(config);
  const about = { ...config, name: config.name ?? "criu-images", module, schema, urls: urlsOf(config) };
  const json = plan.json !== undefined;
  const source = modulesOf(plan).map(([path, template, from, view]) =>
    planFile(`src/${module}/${path}`, template, from, { ...view, json }),
  );
  return [
    ...source,
    planFile("pyproject.toml", "pyproject.toml", TABLE, about),
    planFile("README.md", "README.md", TABLE, { ...about, ...readmeView(plan), json }),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

type Module = readonly [path: string, template: string, source: string, view: object];

/** Plans the modules that are generated from the schema. */
function modulesOf(plan: PackagePlan): Module[] {
  const { messages, enums, images, magics, json, relations } = plan;
  const attributes = new Attributes(plan);
  const context = { attributes, cycles: new Cycles(messages) };
  const table = (path: string, view: object = {}): Module => [path, path, TABLE, view];
  const folder = (path: string, about: string): Module => [`${path}/__init__.py`, "folder.py", TABLE, { about }];
  return [
    ...messages.map(
      (one): Module => modulePath("messages", messageNames(one), "message.py", one.source, messageView(one, context)),
    ),
    ...enums.map((one): Module => modulePath("enums", enumNames(one), "enum.py", one.source, enumView(one))),
    ...images.map(
      (one): Module => modulePath("images", imageNames(one), "image.py", one.source, imageView(one, attributes)),
    ),
    folder("messages", "The messages of images."),
    folder("enums", "The enums of messages."),
    folder("images", "The images, each with the messages that it holds."),
    table("__init__.py", { exports: exportViews(plan, attributes) }),
    table("api.py"),
    table("catalog.py", catalogView(images, magics, attributes)),
    table("py.typed"),
    ...(json === undefined ? [] : jsonModules(json.numbers)),
    ...(relations === undefined ? [] : [relationsModule(relations)]),
  ];
}

function modulePath(
  folder: string,
  { module }: { readonly module: string },
  template: string,
  source: string,
  view: object,
): Module {
  return [`${folder}/${module}.py`, template, source, view];
}

/** Plans the modules of CRIU's JSON, and those with the interface of CRIU's own package for Python. */
function jsonModules(numbers: NonNullable<PackagePlan["json"]>["numbers"]): Module[] {
  const [bits, codes] = ["bits", "codes"].map((kind) => numbers.filter((one) => one.kind === kind));
  return [
    ["numbers.py", "numbers.py", "display.yaml", { bits, codes }],
    ["crit.py", "crit.py", TABLE, {}],
    ["pycriu/__init__.py", "pycriu.py", TABLE, {}],
    ["pycriu/images/__init__.py", "pycriu-images.py", TABLE, {}],
    ["pycriu/images/magic.py", "pycriu-magic.py", TABLE, {}],
  ];
}

function relationsModule(relations: NonNullable<PackagePlan["relations"]>): Module {
  return ["relations.py", "relations.py", "relations.yaml", relationsView(relationSections(relations))];
}

function urlsOf({ homepage, repository, bugs }: Config): object[] {
  const urls = { Homepage: homepage, Repository: repository?.url, Issues: bugs };
  return Object.entries(urls).flatMap(([name, url]) => (url === undefined ? [] : [{ name, url }]));
}
