import { lstatSync, statSync } from "node:fs";
import { join } from "node:path";
import { freeze } from "../model/freeze.ts";
import type { IsLost } from "../model/lost.ts";
import type { Display, Model } from "../model/model.ts";
import { type Problem, SchemaError } from "../model/problem.ts";
import { messagesOf } from "../model/walk.ts";
import { readDisplay } from "./display.ts";
import { displayCollisions, tableCollisions } from "./extend.ts";
import { readHistory } from "./history.ts";
import { openAs } from "./open.ts";
import { readProtos } from "./protos.ts";
import { LOST, type YamlSource } from "./source.ts";
import { readTable } from "./table.ts";

/** What was read of a schema, and what was wrong with it. */
export interface Loaded {
  /** As complete as the problems let it be. */
  readonly model: Model;
  readonly problems: readonly Problem[];
  /** What may be missing in the model alone: it was refused, or stands in a file that could not be read. */
  readonly isLost: IsLost;
  /** Whether nothing is lost. */
  readonly isWhole: boolean;
}

/**
 * Reads a schema folder, and goes on after a problem as far as it can.
 *
 * @param schema path of the folder that holds images.yaml, messages/, and where it has such names and a history
 *   display.yaml and history.yaml
 * @param extensions paths of folders with an images.yaml of more rows, and messages/ and display.yaml where these need
 *   them; each begins with a dot or a slash, as it is shown where something is wrong
 */
export function loadSchema(schema: string, extensions: readonly string[] = []): Loaded {
  refuseMissing(schema);
  const problems: Problem[] = [];
  const others = extensions.map((folder) => openAs("", `${folder}/images.yaml`, "extension", problems));
  const base = openAs(schema, "images.yaml", "images", problems);
  const tables = [base, ...others].map((source) => source ?? LOST);
  const display = openIfThere(schema, "display.yaml", "display", problems);
  const more = extensions.map((folder) => openIfThere("", `${folder}/display.yaml`, "display", problems));
  const displays = [display, ...more];
  const history = openIfThere(schema, "history.yaml", "history", problems);
  const isDisplayLost = problems.some(({ at }) => at.file.endsWith("display.yaml"));
  const later: Problem[] = [...tableCollisions(tables), ...displayCollisions(displays)];
  const table = readTable(tables, later);
  const entries = table.images.flatMap((image) => [...messagesOf(image)].map(({ message }) => message));
  const { isLost, ...declared } = readProtos(schema, extensions, entries, problems);
  const isWhole = problems.length === 0;
  problems.push(...later);
  const model = { ...table, ...declared, display: joined(displays), history: readHistory(history) };
  return {
    model: freeze(model),
    problems,
    isLost: (name) => isLost(name) || (isDisplayLost && name === "display.yaml"),
    isWhole,
  };
}

function refuseMissing(schema: string): void {
  if (statSync(schema, { throwIfNoEntry: false })?.isDirectory()) return;
  const at = { file: "images.yaml", line: 1, column: 1 };
  throw new SchemaError([{ code: "unreadable", message: "there is no such folder", at }]);
}

/** The names of all files: no two files have one, or it has been told. */
function joined(sources: readonly YamlSource[]): Display {
  const all = sources.map(readDisplay);
  return {
    flags: new Map(all.flatMap(({ flags }) => [...flags])),
    dicts: new Map(all.flatMap(({ dicts }) => [...dicts])),
    more: new Map(all.flatMap(({ more }) => [...more])),
    names: all.flatMap(({ names }) => names),
  };
}

/** A schema need not have names for display, and a history. */
function openIfThere(folder: string, file: string, shape: string, problems: Problem[]): YamlSource {
  const isThere = lstatSync(join(folder, file), { throwIfNoEntry: false }) !== undefined;
  return (isThere ? openAs(folder, file, shape, problems) : undefined) ?? LOST;
}
