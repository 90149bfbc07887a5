const runtime = (names) => names.map((name) => `generated/src/runtime/${name}.ts`);
const generated = (names) => names.map((name) => `test/generated/${name}.test.ts`);

/**
 * What is mutated, and the tests of it that are over soon: with all of them a mutant that survives takes minutes. `statics`:
 * what runs when a module is loaded too, for each of which all tests run anew.
 */
export const GROUPS = {
  reading: {
    files: runtime(["reader", "framing", "image", "unknown", "merge", "columns", "utf8", "runs", "enums", "errors"]),
    tests: generated([
      ...["framing", "limits", "rows", "columns", "messages", "checkpoint", "names"],
      ...["runtime/utf8", "runtime/merge"],
    ]),
  },
  writing: { files: runtime(["writer"]), tests: generated(["runtime/writer", "messages", "rows", "runtime/utf8"]) },
  streams: { files: runtime(["stream"]), tests: generated(["streams", "limits", "rows"]) },
  json: {
    files: runtime(["json-*", "bytes", "canonical", "fields", "lookup", "wire-number", "suggest"]),
    tests: generated(
      ["beyond-crit", "crit", "errors", "layouts", "reading", "rows", "values", "wire"].map((name) => `json/${name}`),
    ),
  },
  table: {
    statics: true,
    files: [
      "generator/load/{convert,grammar,scan,shape,table,validate}.ts",
      "generator/check/*.ts",
      "generator/model/file-names.ts",
    ],
    // What is known of critgen's own schema is not known of mutated sources.
    tests: ["load/!(known)", "check/*", "model/*"].map((names) => `test/generator/${names}.test.ts`),
  },
};
