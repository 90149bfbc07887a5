import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Declared } from "../../generator/load/convert.ts";
import { declareProtos } from "../../generator/load/protos.ts";
import { readText } from "../../upstream/source/read-text.ts";

/** Messages of CRIU's service: in CRIU's source since v2.0, and before; in go-criu. */
const PATHS = ["images/rpc.proto", "protobuf/rpc.proto", "rpc/rpc.proto"];

/**
 * Reads the messages of CRIU's service. They are in no image, so no schema has them, and their problems are no problems of
 * a schema.
 */
export function readRpc(folder: string): Declared {
  const file = PATHS.find((path) => existsSync(join(folder, path)));
  if (file === undefined) return { messages: [], enums: [] };
  return declareProtos([{ name: "rpc.proto", file, text: readText(folder, file) }], []);
}
