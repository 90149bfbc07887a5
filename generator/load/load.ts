import { freeze } from "../model/freeze.ts";
import type { Model } from "../model/model.ts";
import { packageFile } from "../model/package-root.ts";
import type { Problem } from "../model/problem.ts";
import { rememberByFile } from "../model/remember.ts";
import { readDisplay } from "./display.ts";
import { readHistory } from "./history.ts";
import { readProtos } from "./protos.ts";
import { checkShape } from "./shape.ts";
import { parseYaml, readSource, type YamlSource } from "./source.ts";
import { readTable } from "./table.ts";

/** The folder with the JSON Schemas: those of the project's own schema, whichever schema is read. */
const SHAPES: URL = packageFile("schema/");

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
 */
export function loadSchema(schema: string): Loaded {
  const problems: Problem[] = [];
  const table = open(schema, "images.yaml", problems);
  const display = open(schema, "display.yaml", problems);
  const history = open(schema, "history.yaml", problems);
  const declared = readProtos(schema, problems);
  const images = table && readTable(table, problems);
  if (images === undefined || display === undefined || history === undefined || declared === undefined) {
    return { model: undefined, problems };
  }
  const model = { ...images, ...declared, display: readDisplay(display), history: readHistory(history) };
  return { model: freeze(model), problems };
}

/** Reads and checks one YAML file against the JSON Schema of the same name. */
function open(schema: string, file: string, problems: Problem[]): YamlSource | undefined {
  const text = readSource(schema, file, problems);
  if (text === undefined) return undefined;
  const { source, problems: found } = parse(file, text);
  problems.push(...found);
  return source;
}

const parse = rememberByFile((file, text) => {
  const problems: Problem[] = [];
  const source = parseYaml(file, text, problems);
  const shape = new URL(file.replace(/\.yaml$/, ".schema.json"), SHAPES);
  const isRight = source !== undefined && checkShape(source, shape, problems);
  return { source: isRight ? source : undefined, problems };
});
