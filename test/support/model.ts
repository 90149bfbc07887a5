import { loadModel } from "../../generator/generate.ts";
import type { Model } from "../../generator/model/model.ts";
import { proto, type SchemaTexts, table, tinySchema } from "./schema.ts";

const OPTIONS = proto(`import "google/protobuf/descriptor.proto";
message CRIU_Opts {
  optional bool hex = 1; optional bool ipadd = 2; optional string flags = 3; optional bool dev = 4;
  optional bool odev = 5; optional string dict = 6; optional string conv = 7;
}
extend google.protobuf.FieldOptions { optional CRIU_Opts criu = 1018; }`);

/** Loads a tiny schema with these rows, after the row with the version field, and with these messages. */
export function modelOf(rows: readonly string[], messages = "", texts: SchemaTexts = {}): Model {
  const note = proto(`import "opts.proto";\n${messages}`);
  const protos = { "note.proto": note, "opts.proto": OPTIONS, ...texts.protos };
  return loadModel(tinySchema({ images: table(...rows), ...texts, protos }));
}
