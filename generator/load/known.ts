import { join } from "node:path";
import { deserialize } from "node:v8";
import type { Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { sha256 } from "../text/sha256.ts";
import { DiskFiles } from "./disk.ts";
import { MESSAGES } from "./files.ts";
import { freeze } from "./freeze.ts";
import { KNOWN } from "./known-schema.ts";

const TABLES = ["images.yaml", "display.yaml", "relations.yaml", "history.yaml"];

/**
 * Returns the model that critgen's build made of its schema, if the files are still the same. To read them again would
 * take longer than all other work.
 */
export function knownModel(schema: string, extensions: readonly string[]): Model | undefined {
  if (KNOWN === undefined || extensions.length > 0 || KNOWN.key !== keyOf(schema)) return undefined;
  return freeze(deserialize(Buffer.from(KNOWN.model, "base64")) as Model);
}

/**
 * Hashes the files of a schema; `undefined` if one is missing.
 *
 * @public used by scripts/prepare.mjs
 */
export function keyOf(schema: string): string | undefined {
  const { texts, problems } = textsOf(schema);
  return problems.length > 0 ? undefined : sha256(JSON.stringify(texts));
}

/** Texts of a schema by their paths, and the problems of reading them. */
interface SchemaTexts {
  readonly texts: readonly (readonly [file: string, text: string | undefined])[];
  readonly problems: readonly Problem[];
}

/** Reads all files of a schema or an extension, and lists those that are missing or cannot be read as problems. */
export function textsOf(schema: string): SchemaTexts {
  const problems: Problem[] = [];
  const source = new DiskFiles();
  const files = [...TABLES, ...source.protosIn(join(schema, MESSAGES), problems).map((name) => `${MESSAGES}/${name}`)];
  const texts = files.map((file) => [file, source.read(schema, file, problems)] as const);
  return { texts, problems };
}
