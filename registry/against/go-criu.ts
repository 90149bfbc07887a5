import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Declared } from "../../generator/load/convert.ts";
import { declareProtos } from "../../generator/load/protos.ts";
import type { Problem } from "../../generator/model/problem.ts";
import { withoutComments } from "../../upstream/criu/comments.ts";
import { NO_IMAGES } from "../../upstream/criu/tree.ts";
import { readText, refuseLinkedFolder } from "../../upstream/source/read-text.ts";
import { TreeError } from "../../upstream/source/tree-file.ts";
import { withAliases } from "./magics.ts";
import { meaningsOf } from "./numbers.ts";
import { readRpc } from "./rpc.ts";
import type { Tree } from "./tree.ts";

const MAGICS = "magic/magic.go";
const HANDLERS = ["crit/cli/handler.go", "crit/images/handler.go"];
const PROTOS = "crit/images";

const MAGIC = /\.ByName\["(?<name>\w+)"\]\s*=\s*(?<value>\d+)/g;
/** `case "NAME": return &file.SomeEntry{}, nil`; no message if the image has a reader of its own. */
const HANDLER = /\bcase "(?<name>[A-Z][A-Z0-9_]*)":\s*(?:(?:return|\w+ =) &(?:\w+\.)?(?<message>\w+)\{)?/g;

/**
 * Reads go-criu: its map of magics, the handlers of its crit, and its copies of the .proto files; returns undefined if
 * the folder is not that.
 */
export function readGoCriu(folder: string): Tree | undefined {
  if (!existsSync(join(folder, MAGICS))) return undefined;
  const magics = new Map(
    [...read(folder, MAGICS).matchAll(MAGIC)].map(({ groups }) => [groups?.["name"] ?? "", Number(groups?.["value"])]),
  );
  const handlers = HANDLERS.filter((path) => existsSync(join(folder, path)))
    .map((path) => [...read(folder, path).matchAll(HANDLER)])
    .find((found) => found.length > 0);
  if (magics.size === 0) throw new TreeError(`${join(folder, MAGICS)} has no map of magics`);
  const declared = readProtos(folder);
  return {
    project: "go-criu",
    folder,
    format: (table) => ({ ...table, magics: withAliases(magics, table), ...declared }),
    meanings: () => [...meaningsOf(declared ?? {}), ...meaningsOf(readRpc(folder))],
    ...(handlers !== undefined && {
      handlers: new Map(handlers.map(({ groups }) => [groups?.["name"] ?? "", groups?.["message"]])),
    }),
  };
}

function read(folder: string, path: string): string {
  return withoutComments(readText(folder, path));
}

function readProtos(folder: string): Declared | undefined {
  if (!existsSync(join(folder, PROTOS))) return undefined;
  refuseLinkedFolder(folder, PROTOS);
  const names = readdirSync(join(folder, PROTOS)).filter(
    (name) => name.endsWith(".proto") && !NO_IMAGES.includes(name),
  );
  if (names.length === 0) return undefined;
  const problems: Problem[] = [];
  const texts = names.sort().map((name) => {
    const file = `${PROTOS}/${name}`;
    return { name, file, text: read(folder, file) };
  });
  const declared = declareProtos(texts, problems);
  const [problem] = problems;
  if (problem !== undefined) throw new TreeError(problem.message, problem.at);
  return declared;
}
