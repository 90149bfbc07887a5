import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { freeze } from "../model/freeze.ts";
import type { Display, Model } from "../model/model.ts";
import { type Problem, SchemaError } from "../model/problem.ts";
import { readDisplay } from "./display.ts";
import { displayCollisions, tableCollisions } from "./extend.ts";
import { readHistory } from "./history.ts";
import { openAs } from "./open.ts";
import { readProtos } from "./protos.ts";
import type { YamlSource } from "./source.ts";
import { readTable } from "./table.ts";

/** What was read of a schema, and what was wrong with it. */
export interface Loaded {
  /** Not there where a file could not be read or parsed; else as complete as the problems let it be. */
  readonly model: Model | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Reads a schema folder, and goes on after a problem as far as it can.
 *
 * @param schema path of the folder that holds images.yaml, display.yaml, history.yaml and messages/
 * @param extensions paths of folders with an images.yaml of more rows, and messages/ and display.yaml where these need
 *   them; each begins with a dot or a slash, as it is shown where something is wrong
 */
export function loadSchema(schema: string, extensions: readonly string[] = []): Loaded {
  refuseMissing(schema);
  const problems: Problem[] = [];
  const table = open(schema, "images.yaml", problems);
  const tables = [table, ...extensions.map((folder) => openExtension(folder, "images.yaml", "extension", problems))];
  const display = open(schema, "display.yaml", problems);
  const displays = [display, ...extensions.map((folder) => openDisplay(folder, problems))];
  const history = open(schema, "history.yaml", problems);
  const declared = readProtos(schema, extensions, problems);
  problems.push(...tableCollisions(tables.filter(isThere)));
  problems.push(...displayCollisions(displays.filter(isThere)));
  const [, ...more] = tables;
  const images = table && readTable([table, ...more.filter(isThere)], problems);
  if (images === undefined || display === undefined || history === undefined || declared === undefined) {
    return { model: undefined, problems };
  }
  const model = { ...images, ...declared, display: joined(displays.filter(isThere)), history: readHistory(history) };
  return { model: freeze(model), problems };
}

function refuseMissing(schema: string): void {
  if (statSync(schema, { throwIfNoEntry: false })?.isDirectory()) return;
  const at = { file: "images.yaml", line: 1, column: 1 };
  throw new SchemaError([{ code: "unreadable", message: "there is no such folder", at }]);
}

function isThere<T>(source: T | undefined): source is T {
  return source !== undefined;
}

/** The names of all files: no two files have one, or it has been told. */
function joined(sources: readonly YamlSource[]): Display {
  const all = sources.map(readDisplay);
  return {
    flags: new Map(all.flatMap(({ flags }) => [...flags])),
    dicts: new Map(all.flatMap(({ dicts }) => [...dicts])),
  };
}

/** Reads and checks one YAML file against the JSON Schema of the same name. */
function open(schema: string, file: string, problems: Problem[]): YamlSource | undefined {
  return openAs(schema, file, file.replace(/\.yaml$/, ""), problems);
}

function openExtension(folder: string, file: string, shape: string, problems: Problem[]): YamlSource | undefined {
  return openAs("", `${folder}/${file}`, shape, problems);
}

/** An extension need not have names of its own. */
function openDisplay(folder: string, problems: Problem[]): YamlSource | undefined {
  return existsSync(join(folder, "display.yaml"))
    ? openExtension(folder, "display.yaml", "display", problems)
    : undefined;
}
