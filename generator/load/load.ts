import { join } from "node:path";
import type { IsLost } from "../model/lost.ts";
import { onceFor, onceForAll } from "../model/memo.ts";
import type { Display, Model } from "../model/model.ts";
import { type Problem, SchemaError } from "../model/problem.ts";
import { messagesOf } from "../model/walk.ts";
import { readDisplay } from "./display.ts";
import { displayCollisions, relationCollisions, tableCollisions } from "./extend.ts";
import type { SchemaFiles } from "./files.ts";
import { freeze } from "./freeze.ts";
import { readHistory } from "./history.ts";
import { openAs } from "./open.ts";
import { type LinkedProtos, neededOf, type ProtoSyntax, readProtos } from "./protos.ts";
import { joinRelations, readRelations } from "./relations.ts";
import { LOST, type YamlSource } from "./source.ts";
import { readTable } from "./table.ts";

/** Content of parsed files: a file that stays the same is read once. */
const displayOf = onceFor(readDisplay);
const relationsOf = onceFor(readRelations);
const historyOf = onceFor(readHistory);

/** A schema as far as it could be read, and its problems. */
export interface Loaded {
  /** The model, as complete as the problems permit. */
  readonly model: Model;
  readonly problems: readonly Problem[];
  /** Returns whether a definition may be missing only because it was refused, or because its file could not be read. */
  readonly isLost: IsLost;
  /** Whether nothing is lost. */
  readonly isWhole: boolean;
  /** Syntax of the .proto files, as far as it could be parsed. */
  readonly syntax: ProtoSyntax;
}

/**
 * Reads a schema folder. It goes on after a problem as far as it can.
 *
 * @param schema path of the folder with images.yaml and messages/, and optionally display.yaml, relations.yaml and history.yaml
 * @param extensions paths of folders with an images.yaml of more rows, and optionally messages/, display.yaml and
 * relations.yaml. Each begins with a dot or a slash, because problems show it.
 * @param files source of all texts
 * @throws {SchemaError} if there is no such folder
 */
export function loadSchema(schema: string, extensions: readonly string[], files: SchemaFiles): Loaded {
  refuseMissing(schema, files);
  const problems: Problem[] = [];
  const others = extensions.map((folder) => openAs("", `${folder}/images.yaml`, "extension", problems, files));
  const base = openAs(schema, "images.yaml", "images", problems, files);
  const tables = [base, ...others].map((source) => source ?? LOST);
  const display = openIfThere(schema, "display.yaml", "display", problems, files);
  const more = extensions.map((folder) => openIfThere("", `${folder}/display.yaml`, "display", problems, files));
  const displays = [display, ...more];
  const history = openIfThere(schema, "history.yaml", "history", problems, files);
  const relations = [
    openIfThere(schema, "relations.yaml", "relations", problems, files),
    ...extensions.map((folder) => openIfThere("", `${folder}/relations.yaml`, "relations", problems, files)),
  ];
  const lost = LOSABLE.filter((name) => problems.some(({ at }) => at.file.endsWith(name)));
  const protos = readProtos(schema, extensions, problems, files);
  const isWhole = problems.length === 0;
  const { model, found } = contentOf({ tables, displays, relations, history, protos: protos.linked });
  return {
    model,
    problems: [...problems, ...found],
    isLost: isWhole ? NOTHING : (name) => protos.isLost(name) || lost.includes(name),
    isWhole,
    syntax: protos.linked.syntax,
  };
}

const NOTHING: IsLost = () => false;

/** The parsed files of a schema. */
interface Parsed {
  readonly tables: readonly YamlSource[];
  readonly displays: readonly YamlSource[];
  readonly relations: readonly YamlSource[];
  readonly history: YamlSource;
  readonly protos: LinkedProtos;
}

/** Makes the model of parsed files, and finds the problems of all of them together. */
const contentOf = onceForAll(
  ({ tables, displays, relations, history, protos }: Parsed) => [protos, history, ...tables, ...displays, ...relations],
  ({ tables, displays, relations, history, protos }): { readonly model: Model; readonly found: readonly Problem[] } => {
    const found = [...tableCollisions(tables), ...displayCollisions(displays), ...relationCollisions(relations)];
    const table = readTable(tables, found);
    const entries = table.images.flatMap((image) => [...messagesOf(image)].map(({ message }) => message));
    const { messages, enums, skipped } = neededOf(protos, entries);
    const model = {
      ...{ ...table, messages, enums, skipped },
      display: joined(displays),
      relations: joinRelations(relations.map(relationsOf)),
      history: historyOf(history),
    };
    return { model: freeze(model), found };
  },
);

/** Files that may lack names: if a problem is in one, `isLost` answers so to its name. */
const LOSABLE = ["images.yaml", "display.yaml", "relations.yaml"];

function refuseMissing(schema: string, files: SchemaFiles): void {
  if (files.isFolder(schema)) return;
  const at = { file: "images.yaml", line: 1, column: 1 };
  throw new SchemaError([{ code: "unreadable", message: "there is no such folder", at }]);
}

/** Joins the display data of all files. Names that two files share are reported elsewhere. */
function joined(sources: readonly YamlSource[]): Display {
  const all = sources.map(displayOf);
  return {
    flags: new Map(all.flatMap(({ flags }) => [...flags])),
    dicts: new Map(all.flatMap(({ dicts }) => [...dicts])),
    more: new Map(all.flatMap(({ more }) => [...more])),
    names: all.flatMap(({ names }) => names),
    at: new Map(all.flatMap(({ at }) => [...at])),
  };
}

/** Opens a file that a schema may lack. */
function openIfThere(folder: string, file: string, shape: string, problems: Problem[], files: SchemaFiles): YamlSource {
  return (files.has(join(folder, file)) ? openAs(folder, file, shape, problems, files) : undefined) ?? LOST;
}
