import { join, resolve } from "node:path";
import { checkModel } from "../../generator/check/check.ts";
import type { SchemaFiles } from "../../generator/load/files.ts";
import { type Loaded, loadSchema } from "../../generator/load/load.ts";
import type { Problem } from "../../generator/model/problem.ts";
import { Names } from "../names/names.ts";
import { Source } from "../text/source.ts";
import type { Settings } from "./settings.ts";

/** Kinds of YAML files, by the names of their JSON Schemas. */
export type YamlKind = "images" | "extension" | "display" | "relations" | "history" | "critgen";

/** A file of a schema, and its kind. */
export class SchemaSource extends Source {
  readonly kind: YamlKind | "proto";

  constructor(path: string, file: string, text: string, kind: YamlKind | "proto") {
    super(path, file, text);
    this.kind = kind;
  }

  /** Returns the file with another text. */
  withText(text: string): SchemaSource {
    return new SchemaSource(this.path, this.file, text, this.kind);
  }
}

/** A schema at one moment: its texts, its model, and its names. */
export class Snapshot {
  readonly settings: Settings;
  readonly loaded: Loaded;
  /** All files by absolute path. */
  readonly sources: ReadonlyMap<string, SchemaSource>;
  #problems: readonly Problem[] | undefined;
  #names: Names | undefined;
  #namesBefore: Names | undefined;

  /**
   * Reads a schema.
   *
   * @param before the schema before a change: files that stay the same are taken from it
   * @throws {SchemaError} if its folder is gone
   */
  constructor(settings: Settings, files: SchemaFiles, before?: Snapshot) {
    this.settings = settings;
    this.loaded = loadSchema(settings.schema, settings.extend, files);
    const sources = [...sourcesOf(settings, this.loaded, files)].map((source) => {
      const known = before?.sources.get(source.path);
      return known?.text === source.text && known.kind === source.kind ? known : source;
    });
    this.sources = new Map(sources.map((source) => [source.path, source]));
    this.#namesBefore = before === undefined ? undefined : (before.#names ?? before.#namesBefore);
  }

  /** Problems that the schema's files and the checks of its model have. */
  get problems(): readonly Problem[] {
    const { model, problems, isLost } = this.loaded;
    this.#problems ??= [...problems, ...checkModel(model, isLost, this.settings.namings)];
    return this.#problems;
  }

  get names(): Names {
    this.#names ??= new Names(this.sources.values(), this.loaded, this.#namesBefore);
    this.#namesBefore = undefined;
    return this.#names;
  }

  /** Returns the file of a problem's place. */
  sourceOf(file: string): SchemaSource | undefined {
    return this.sources.get(pathOfPlace(this.settings.schema, file));
  }
}

/** Returns the absolute path of a place: relative ones lie below the schema's folder. */
export function pathOfPlace(schema: string, file: string): string {
  return /^\.{0,2}\//.test(file) ? resolve(file) : join(schema, file);
}

function* sourcesOf({ schema, extend, config }: Settings, { syntax }: Loaded, files: SchemaFiles) {
  const yaml = (folder: string, name: string, kind: YamlKind): SchemaSource[] => {
    const file = folder === "" ? name : `${folder}/${name}`;
    const path = pathOfPlace(schema, file);
    const text = files.has(path) ? files.read("", path, []) : undefined;
    return text === undefined ? [] : [new SchemaSource(path, file, text, kind)];
  };
  yield* yaml("", "images.yaml", "images");
  yield* yaml("", "display.yaml", "display");
  yield* yaml("", "relations.yaml", "relations");
  yield* yaml("", "history.yaml", "history");
  for (const folder of extend) {
    yield* yaml(folder, "images.yaml", "extension");
    yield* yaml(folder, "display.yaml", "display");
    yield* yaml(folder, "relations.yaml", "relations");
  }
  for (const { file, text } of syntax.files) yield new SchemaSource(pathOfPlace(schema, file), file, text, "proto");
  if (config !== undefined) yield* yaml("", config, "critgen");
}
