import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { row, table } from "../../support/schema.ts";
import { compile } from "../hostile/support.ts";

const FOLDER = fileURLToPath(new URL("../../fixtures/protos", import.meta.url));

/** Returns the .proto files of a set, by their paths in its folder. */
function protosOf(set: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(FOLDER, set), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".proto"))
      .map((path) => [path, readFileSync(join(FOLDER, set, path), "utf8")]),
  );
}

describe("public sets of .proto files, abridged", () => {
  it.each([
    ["osm", "OSMPBF.PrimitiveBlock", "src/messages/osmpbf-dense-nodes.ts"],
    ["mvt", "vector_tile.Tile", "src/messages/vector-tile-tile-value.ts"],
    ["caffe", "caffe.NetParameter", "src/messages/caffe-layer-parameter.ts"],
    ["onnx", "onnx.ModelProto", "src/messages/onnx-tensor-shape-proto-dimension.ts"],
    ["otel", "opentelemetry.proto.trace.v1.TracesData", "src/messages/opentelemetry-proto-common-v1-any-value.ts"],
    ["api", "library.Book", "src/messages/google-api-http-rule.ts"],
    ["validate", "person.Person", "src/messages/validate-field-rules.ts"],
  ])("compile: %s", { timeout: 120_000 }, (set, entries, file) => {
    const { files, defects } = compile({
      images: table(row("NOTE", `magic: 5, entries: ${entries}`)),
      protos: protosOf(set),
    });
    expect(defects).toEqual([]);
    expect([...files.keys()].filter((path) => path.startsWith("src/messages/"))).toContain(file);
  });
});
