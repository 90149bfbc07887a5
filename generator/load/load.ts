import { freeze } from "../model/freeze.ts";
import type { Model } from "../model/model.ts";
import { packageFile } from "../model/package-root.ts";
import { type Problem, SchemaError } from "../model/problem.ts";
import { readDisplay } from "./display.ts";
import { readHistory } from "./history.ts";
import { readProtos } from "./protos.ts";
import { checkShape } from "./shape.ts";
import { parseYaml, readSource, type YamlSource } from "./source.ts";
import { readTable } from "./table.ts";

/** The folder with the JSON Schemas: those of the project's own schema, whichever schema is read. */
const SHAPES: URL = packageFile("schema/");

/**
 * Reads a schema folder.
 *
 * @param schema path of the folder that holds images.yaml, display.yaml, history.yaml and messages/
 * @throws {SchemaError} with every problem that could be found, where there is one
 */
export function loadSchema(schema: string): Model {
  const problems: Problem[] = [];
  const table = open(schema, "images.yaml", problems);
  const display = open(schema, "display.yaml", problems);
  const history = open(schema, "history.yaml", problems);
  const declared = readProtos(schema, problems);
  const images = table && readTable(table, problems);
  if (images === undefined || display === undefined || history === undefined || problems.length > 0) {
    throw new SchemaError(problems);
  }
  return freeze({ ...images, ...declared, display: readDisplay(display), history: readHistory(history) });
}

/** Reads and checks one YAML file against the JSON Schema of the same name. */
function open(schema: string, file: string, problems: Problem[]): YamlSource | undefined {
  const text = readSource(schema, file, problems);
  const source = text === undefined ? undefined : parseYaml(file, text, problems);
  if (source === undefined) return undefined;
  const shape = new URL(file.replace(/\.yaml$/, ".schema.json"), SHAPES);
  return checkShape(source, shape, problems) ? source : undefined;
}
