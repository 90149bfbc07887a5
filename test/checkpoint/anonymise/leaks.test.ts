import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { anonymiseCheckpoint, archiveOf } from "criu-checkpoint";
import { imageSchemas, type MessageSchema } from "criu-images/schema";
import { describe, expect, it } from "vitest";
import { KNOWN } from "../../../checkpoint/anonymise/names.ts";
import { checkpoint } from "../../support/checkpoints.ts";
import { ROOT } from "../../support/run.ts";
import { opened } from "./checkpoints.ts";

/* Searches for originals with the eyes of CRIU's own crit, which knows nothing of classes of privacy. */

const JSON_FOLDER = join(ROOT, "test/fixtures/crit-json");

/** Names of the values of enums, which crit prints as texts. */
const ENUMS = new Set(
  imageSchemas.flatMap(({ name, first, entries }) => [name, ...namesIn(first?.()), ...namesIn(entries?.())]),
);

function namesIn(message: MessageSchema | undefined, seen = new Set<MessageSchema>()): string[] {
  if (message === undefined || seen.has(message)) return [];
  seen.add(message);
  return message.fields.flatMap(({ type }) => {
    if (type.kind === "enum") return type.enum().values.map(({ name }) => name);
    return type.kind === "message" ? namesIn(type.message(), seen) : [];
  });
}

/** Lists the texts in a value of JSON, and what base64 has in it. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(textsIn);
  if (typeof value !== "string" || ENUMS.has(value)) return [];
  return [value, Buffer.from(value, "base64").toString("latin1")];
}

/** Lists the words of a checkpoint of at least four letters or digits that are not known to be harmless. */
function secretsOf(name: string): string[] {
  const files = readdirSync(join(JSON_FOLDER, name), { recursive: true, encoding: "utf8" });
  const texts = files.flatMap((file) =>
    /(?<!\.pretty)\.json$/.test(file) ? textsIn(JSON.parse(readFileSync(join(JSON_FOLDER, name, file), "utf8"))) : [],
  );
  const words = texts.flatMap((text) => text.match(/[\w.@-]{5,}/g) ?? []);
  return [...new Set(words)].filter((word) => !KNOWN.has(word) && /[a-zA-Z]{3}/.test(word));
}

/** Checkpoints, but for folders with several of them. */
const CHECKPOINTS = readdirSync(JSON_FOLDER).filter((name) => !["incr", "irmap"].includes(name));

describe.each(CHECKPOINTS)("%s", (name) => {
  it("has no word of the original in it", async () => {
    const source = await opened(checkpoint(name));
    const { checkpoint: result } = await anonymiseCheckpoint(source, { key: new Uint8Array(32).fill(7) });
    const chunks: Uint8Array[] = [];
    for await (const chunk of archiveOf(result, {}, "tar")) chunks.push(new Uint8Array(chunk));
    const bytes = Buffer.concat(chunks);
    // Names of files in the archive are those of images.
    const files = [...result.store.files.keys()].join(" ");
    expect(secretsOf(name).filter((word) => bytes.includes(word) && !files.includes(word))).toEqual([]);
    await source.close();
  });
});

it("finds words to search for", () => {
  expect(secretsOf("fds")).toContain("corpus-run");
  expect(secretsOf("tcp").length).toBeGreaterThan(2);
});
