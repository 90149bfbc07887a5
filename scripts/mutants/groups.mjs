const runtime = (names) => names.map((name) => `generated/src/runtime/${name}.ts`);
const generated = (names) => names.map((name) => `test/generated/${name}.test.ts`);

/** Mutated files and their tests. The first file is loaded first: it counts calls of a module of the package. */
export const GROUPS = {
  codec: {
    files: runtime([
      ...["reader", "framing", "image", "unknown", "merge", "columns", "utf8", "runs", "enums", "errors", "writer"],
      ...["identify", "checkpoint", "names"],
    ]),
    tests: generated([
      ...["columns-plain", "columns", "framing", "limits", "rows", "messages", "checkpoint", "names"],
      ...["layouts", "hostile-values", "left-overs", "streams", "runtime/*"],
    ]),
  },
  streams: { files: runtime(["stream"]), tests: generated(["streams", "limits", "rows"]) },
  json: {
    files: runtime(["json-*", "bytes", "canonical", "fields", "lookup", "wire-number", "suggest"]),
    tests: generated(
      ["beyond-crit", "crit", "errors", "layouts", "reading", "rows", "values", "wire"].map((name) => `json/${name}`),
    ),
  },
  table: {
    forgets: true,
    files: ["generator/load/{convert,grammar,scan,shape,table,validate}.ts", "generator/model/file-names.ts"],
    // Prepared knowledge of critgen's own schema does not apply to mutated sources.
    tests: ["load/!(known)", "check/*", "model/*"].map((names) => `test/generator/${names}.test.ts`),
  },
  explore: {
    files: ["inspect/explore/!(thread|parallel).ts"],
    tests: ["explore/!(cli|crit)", "unknown"].map((names) => `test/inspect/${names}.test.ts`),
  },
  info: {
    files: ["inspect/info.ts", "inspect/info/*.ts", "inspect/files/*.ts", "inspect/schema/*.ts"],
    tests: ["info", "info-folder", "schema-shapes", "unknown", "exit-codes", "hints"].map(
      (name) => `test/inspect/${name}.test.ts`,
    ),
  },
  dissect: {
    files: ["inspect/dissect/*.ts"],
    // The others take many seconds each, or run in processes of their own.
    tests: ["notes", "layouts", "text", "values", "cli"].map((name) => `test/inspect/dissect/${name}.test.ts`),
  },
  compat: {
    files: ["inspect/compat/*.ts"],
    tests: ["compat/*", "unknown", "exit-codes"].map((names) => `test/inspect/${names}.test.ts`),
  },
  check: {
    files: ["generator/check/*.ts", "generator/model/{accept,declared,flat,registry,heirs}.ts"],
    // Renames compile packages.
    tests: ["check/!(renames)", "model/*", "targets/typescript/columns"]
      .map((names) => `test/generator/${names}.test.ts`)
      .concat("test/registry/rules.test.ts"),
  },
  plan: {
    files: ["generator/plan/*.ts"],
    // The others compile packages, which takes seconds for each mutant.
    tests: ["plan/!(stable|each-image)", "check/display-names", "sample"].map(
      (names) => `test/generator/${names}.test.ts`,
    ),
  },
  targets: {
    files: ["generator/targets/typescript/*.ts"],
    tests: ["test/generator/targets/typescript/!(pieces|reads).test.ts"],
  },
  render: {
    files: ["generator/render/*.ts"],
    tests: ["render/*", "commands/templates"].map((names) => `test/generator/${names}.test.ts`),
  },
  config: {
    files: ["generator/config/*.ts", "generator/init/*.ts"],
    tests: ["test/generator/{config,init}/*.test.ts"],
  },
  write: {
    files: ["generator/write/*.ts"],
    // Faults happen in processes of their own.
    tests: ["test/generator/write/!(faults).test.ts"],
  },
  cli: {
    files: ["cli/*.ts", "cli/completion/*.ts"],
    tests: [
      "test/cli/{scripts,words,man-page,tolerate,names,audit}.test.ts",
      "test/generator/{commands/templates,init/ask}.test.ts",
      "test/{registry/magic/cli,upstream/diff/command,upstream/import/command}.test.ts",
      "test/inspect/{exit-codes,hints}.test.ts",
    ],
  },
  diff: {
    // The built-in schema is read once in a process, before any mutant.
    files: ["upstream/diff/!(git|known-places).ts", "upstream/diff/rules/*.ts", "generator/model/places.ts"],
    // Git runs outside the mutants and takes seconds.
    tests: ["test/upstream/diff/!(revisions|properties).test.ts"],
  },
  import: {
    files: ["upstream/import/!(command|import).ts"],
    // The others read whole trees of CRIU, ten seconds each.
    tests: ["test/upstream/import/!(command|history|import|releases).test.ts"],
  },
  criu: {
    files: ["upstream/criu/!(git|releases|repository|source).ts", "upstream/criu/{c,python}/*.ts"],
    tests: ["test/upstream/criu/!(revisions).test.ts"],
  },
  git: {
    files: ["upstream/criu/{git,releases,repository,source}.ts", "upstream/diff/git.ts"],
    tests: ["upstream/criu/revisions", "upstream/diff/revisions", "generator/hostile/git"].map(
      (name) => `test/${name}.test.ts`,
    ),
  },
  audit: {
    files: ["registry/!(run).ts", "registry/{against,gazetteer,html,report,rules}/*.ts"],
    tests: ["test/registry/!(data).test.ts"],
  },
  magic: {
    files: ["registry/magic/*.ts"],
    // Reading all towns takes seconds.
    tests: ["test/registry/magic/!(towns).test.ts"],
  },
};
