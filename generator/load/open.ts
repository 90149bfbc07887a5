import type { Problem } from "../model/problem.ts";
import type { SchemaFiles } from "./files.ts";
import { rememberByFile } from "./remember.ts";
import { checkShape } from "./shape.ts";
import { parseYaml, type YamlSource } from "./source.ts";

/** Reads a YAML file and checks it against one of critgen's JSON Schemas. Wrong parts are left out. */
export function openAs(
  folder: string,
  file: string,
  shape: string,
  problems: Problem[],
  files: SchemaFiles,
): YamlSource | undefined {
  const text = files.read(folder, file, problems);
  return text === undefined ? undefined : parseAs(file, text, shape, problems);
}

/** Parses YAML and checks it in the same way. */
export function parseAs(file: string, text: string, shape: string, problems: Problem[]): YamlSource | undefined {
  const { source, problems: found } = parsers(shape)(file, text);
  problems.push(...found);
  return source;
}

const known = new Map<string, ReturnType<typeof createParser>>();

function parsers(shape: string): ReturnType<typeof createParser> {
  const parser = known.get(shape) ?? createParser(shape);
  known.set(shape, parser);
  return parser;
}

/** Creates the parser for files of one shape. */
function createParser(shape: string) {
  return rememberByFile((file, text) => {
    const problems: Problem[] = [];
    const source = parseYaml(file, text, problems);
    return { source: source && checkShape(source, shape, problems), problems };
  });
}
