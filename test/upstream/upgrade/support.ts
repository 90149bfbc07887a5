import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generate, loadModel } from "../../../generator/generate.ts";
import { type Touched, type Upgraded, upgrade } from "../../../upstream/upgrade/upgrade.ts";
import {
  type Cleanup,
  proto,
  row,
  type SchemaTexts,
  table,
  temporaryFolder,
  tinySchema,
} from "../../support/schema.ts";

/* Programs that use the package of a tiny schema. The places that an upgrade must find are marked: `«name»`. */

/** Compiler options of the projects. */
export const COMPILER: Readonly<Record<string, unknown>> = {
  ...{ module: "NodeNext", target: "ES2022", lib: ["ES2023"], strict: true, noEmit: true, types: [] },
  ...{ allowImportingTsExtensions: true, exactOptionalPropertyTypes: true, customConditions: ["@critgen/source"] },
};

/** Writes the files of a folder. */
export function writeAll(folder: string, files: Iterable<readonly [path: string, text: string]>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Makes a project with files, and with the package of a schema in node_modules. Returns its folder. */
export function projectWith(schema: SchemaTexts, files: Readonly<Record<string, string>>, cleanup?: Cleanup): string {
  const folder = temporaryFolder(cleanup);
  writeAll(join(folder, "node_modules/criu-images"), generate(tinySchema(schema, cleanup)));
  const config = { compilerOptions: { ...COMPILER, allowJs: true, checkJs: true }, include: ["src"] };
  writeAll(folder, [
    ["package.json", '{ "type": "module" }\n'],
    ["tsconfig.json", JSON.stringify(config)],
    ...Object.entries(files).map(([path, text]) => [`src/${path}`, text] as const),
  ]);
  return folder;
}

/** A schema with the image THING of the message `m`; and the types of its fields. */
export function schemaOf(fields: string, more = "", texts: SchemaTexts = {}): SchemaTexts {
  const text = `${more}\nmessage m {\n${fields}\n}`;
  const thing = row("THING", "magic: 0x22222223, town: T, entries: m");
  return { images: table(thing), protos: { "m.proto": proto(text) }, ...texts };
}

/** Searches a project for what a newer schema changes. */
export function upgradeTo(folder: string, schema: SchemaTexts): Upgraded {
  return upgrade({ config: join(folder, "tsconfig.json"), newer: { model: loadModel(tinySchema(schema)) } });
}

const MARK = /«(.*?)»/gs;

/** Returns a text without marks, and the places of the marks as `line:column`. */
export function marked(text: string): { readonly text: string; readonly places: readonly string[] } {
  const places: string[] = [];
  let plain = "";
  let done = 0;
  for (const { index, 0: whole, 1: inner = "" } of text.matchAll(MARK)) {
    plain += text.slice(done, index);
    const lines = plain.split("\n");
    places.push(`${lines.length}:${(lines.at(-1) ?? "").length + 1}`);
    plain += inner;
    done = index + whole.length;
  }
  return { text: plain + text.slice(done), places };
}

/** Returns the distinct places of touched lines, as `line:column`. */
export function placesOf(touched: readonly Touched[]): string[] {
  return [...new Set(touched.map(({ at }) => `${at.line}:${at.column}`))];
}
