import type { Enum, Image, Model } from "../model/model.ts";
import { kebabCase, pascalCase } from "../model/names.ts";
import { planAll } from "./all.ts";
import { planColumns } from "./columns.ts";
import { planHistory } from "./history.ts";
import { planImage } from "./image.ts";
import { IMAGE_LAYOUTS, MESSAGE_LAYOUTS, planImageLayouts, planMessageLayouts } from "./layouts.ts";
import { planMagic } from "./magic.ts";
import { paragraphs, planMessage } from "./message.ts";
import { enumNames, imageNames, messageNames } from "./modules.ts";

/** A file of the package: the template that it is rendered from, and what that is given. */
export interface PlannedFile {
  readonly path: string;
  readonly template: string;
  /** The file of the schema that it is made from. */
  readonly source: string;
  readonly view: object;
}

/** What the package is called, and what it says of itself. */
export interface PackageInfo {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
}

const FULL_PACKAGE: PackageInfo = {
  name: "criu-images",
  version: "0.1.0",
  description: "Typed readers and writers for the images of CRIU checkpoints",
  license: "MIT",
};

/** All files of a package with all that a model describes, but those that are copied as they are. */
export function planPackage(model: Model, info: PackageInfo = FULL_PACKAGE): PlannedFile[] {
  const columns = model.images.flatMap((image) => planColumns(model, image) ?? []);
  const source: PlannedFile[] = [
    ...model.messages.map((m) => ({
      path: messageNames(m.name).module,
      template: "message.ts",
      source: m.at.file,
      view: planMessage(model, m),
    })),
    ...model.enums.map((e) => ({
      path: enumNames(e.name).module,
      template: "enum.ts",
      source: e.at.file,
      view: planEnum(e),
    })),
    ...model.images.map((i) => ({
      path: imageNames(i.name).module,
      template: "image.ts",
      source: TABLE,
      view: planImage(model, i),
    })),
    ...columns.map((view) => ({ path: view.columnsModule, template: "columns.ts", source: TABLE, view })),
    { path: "src/magic.ts", template: "magic.ts", source: TABLE, view: planMagic(model) },
    { path: "src/history.ts", template: "history.ts", source: "history.yaml", view: planHistory(model) },
    { path: "src/all.ts", template: "all.ts", source: TABLE, view: planAll(model) },
    { path: MESSAGE_LAYOUTS, template: "message-layouts.ts", source: "messages/", view: planMessageLayouts(model) },
    { path: IMAGE_LAYOUTS, template: "image-layouts.ts", source: TABLE, view: planImageLayouts(model) },
    { path: "src/node.ts", template: "node.ts", source: TABLE, view: planAll(model) },
  ];
  const apart = ["src/history.ts", "src/node.ts", MESSAGE_LAYOUTS, IMAGE_LAYOUTS];
  const modules = source.filter(({ path }) => !apart.includes(path)).map(({ path }) => path.replace("src/", "./"));
  const index = { modules: [...modules, ...VALUE_MODULES].sort(), types: TYPE_MODULES };
  return [
    ...source,
    { path: "src/index.ts", template: "index.ts", source: TABLE, view: index },
    {
      path: "package.json",
      template: "package.json",
      source: TABLE,
      view: { ...info, exports: EXPORTS.map(exportView) },
    },
    { path: "tsconfig.json", template: "tsconfig.json", source: TABLE, view: {} },
    { path: "README.md", template: "README.md", source: TABLE, view: planReadme(model, info) },
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function planEnum({ name, comment, values }: Enum): object {
  return {
    name: pascalCase(name),
    about: [`A value of \`${name}\`; one that the schema does not name is kept as its number.`],
    doc: paragraphs(comment, `The enum \`${name}\`.`),
    values: values.map((value) => ({ ...value, doc: paragraphs(value.comment, "") })),
  };
}

/** The modules of the runtime that users meet, and those of which they meet the types alone. */
const VALUE_MODULES = ["enums", "errors", "names"].map((name) => `./runtime/${name}.ts`);
const TYPE_MODULES = ["checkpoint", "descriptor", "framing", "image", "stream", "unknown"].map(
  (name) => `./runtime/${name}.ts`,
);

/** The file of the schema that tells of all images. */
const TABLE = "images.yaml";

/** Subpaths of the package, and the modules behind them. */
const EXPORTS: readonly (readonly [path: string, module: string])[] = [
  [".", "index"],
  ["./all", "all"],
  ["./columns/*", "columns/*"],
  ["./enums/*", "enums/*"],
  ["./history", "history"],
  ["./images/*", "images/*"],
  ["./json", "runtime/json"],
  ["./layouts", "layouts/images"],
  ["./magic", "magic"],
  ["./messages/*", "messages/*"],
  ["./node", "node"],
];

function exportView([path, module]: readonly [string, string]): object {
  return { path, source: `./src/${module}.ts`, types: `./dist/${module}.d.ts`, js: `./dist/${module}.js` };
}

function planReadme(model: Model, info: PackageInfo): object {
  const [image] = model.images.filter(({ layout }) => layout.entries !== undefined);
  const names = image && imageNames(image.name);
  const example = image &&
    names && [
      `import { ${names.decode} } from "${info.name}/images/${kebabCase(image.name)}";`,
      "",
      `const { entries } = ${names.decode}(bytes);`,
    ];
  const images = model.images.map((row) => ({ image: row.name, file: row.file, what: contents(row) }));
  return { ...info, criu: model.criu, example: example ?? [], images };
}

function contents({ layout: { first, entries, extra, rest }, magic }: Image): string {
  if (magic === undefined) return "raw";
  const entry = entries && `${entries.message}${extra === undefined ? "" : " and what follows it"}`;
  return [first?.message, entry, rest && "the rest of the file"].filter(Boolean).join(", ");
}
