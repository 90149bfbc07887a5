const runtime = (names) => names.map((name) => `runtime/${name}.ts`);
const generated = (names) => names.map((name) => `test/generated/${name}.test.ts`);

/** Mutated files and their tests. `columns-plain` is first, because it replaces a module before others load it. */
export const GROUPS = {
  codec: {
    files: runtime([
      ...["reader", "unknown", "merge", "utf8", "enums", "errors", "writer"].map((name) => `wire/${name}`),
      ...["framing", "image", "columns", "runs", "identify", "checkpoint", "names"].map((name) => `image/${name}`),
    ]),
    tests: generated([
      ...["columns-plain", "columns", "framing", "limits", "rows", "messages", "checkpoint", "names"],
      ...["layouts", "hostile-values", "left-overs", "streams"],
    ]).concat("test/runtime/**/*.test.ts"),
  },
  streams: { files: runtime(["image/stream"]), tests: generated(["streams", "limits", "rows"]) },
  json: {
    files: runtime([
      "json/{parse,print,text}/*",
      "wire/{bytes,canonical,fields,numbers,scalars,sort,walk}",
      "image/lookup",
    ]),
    tests: generated(
      ["beyond-crit", "crit", "errors", "layouts", "reading", "rows", "values", "wire"].map((name) => `json/${name}`),
    ),
  },
  table: {
    forgets: true,
    files: ["generator/load/{convert,grammar,shape,table,validate}.ts", "generator/model/file-names.ts"],
    // Prepared knowledge of critgen's own schema does not apply to mutated sources.
    tests: ["load/!(known)", "check/*", "model/*"].map((names) => `test/generator/${names}.test.ts`),
  },
  explore: {
    files: ["inspect/explore/!(thread|parallel).ts"],
    tests: ["explore/!(crit)", "unknown"].map((names) => `test/inspect/${names}.test.ts`),
  },
  info: {
    files: ["inspect/{info,open,schema}/*.ts", "cli/info/*.ts"],
    tests: ["info/*", "schema/*", "unknown", "open/*"]
      .map((names) => `test/inspect/${names}.test.ts`)
      .concat("test/cli/exit-codes.test.ts"),
  },
  dissect: {
    files: ["{inspect,cli}/dissect/*.ts"],
    // Other tests of dissect take many seconds each, or start processes.
    tests: ["inspect/dissect/{notes,layouts,values}", "cli/dissect/{text,command}"].map(
      (names) => `test/${names}.test.ts`,
    ),
  },
  compat: {
    files: ["{inspect,cli}/compat/*.ts"],
    tests: ["inspect/{compat/*,unknown}", "cli/{compat/*,exit-codes}"].map((names) => `test/${names}.test.ts`),
  },
  check: {
    files: ["generator/check/*.ts", "generator/model/{accept,registry,heirs}.ts"],
    // Renames compile packages.
    tests: ["check/!(renames)", "model/*", "targets/typescript/columns"]
      .map((names) => `test/generator/${names}.test.ts`)
      .concat("test/registry/rules/rules.test.ts"),
  },
  plan: {
    files: ["generator/plan/*.ts"],
    // Other tests of the plan compile packages, and take seconds for each mutant.
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
    tests: ["generator/render/*", "cli/generate/templates"].map((names) => `test/${names}.test.ts`),
  },
  config: {
    files: ["generator/config/*.ts", "{generator,cli}/init/*.ts"],
    tests: ["test/generator/{config,init}/*.test.ts", "test/cli/init/*.test.ts"],
  },
  write: {
    files: ["generator/{files,write}/*.ts"],
    // The test of faults starts processes, which have no mutants.
    tests: ["test/generator/{files,write}/!(faults).test.ts"],
  },
  generate: {
    files: ["generator/project/!(watch).ts", "cli/generate/!(watch).ts"],
    tests: ["test/cli/generate/{command,lazy,packages,run,templates}.test.ts", "test/generator/project/*.test.ts"],
  },
  // Tests of cli/run spy on the console before each test; mutants run tests without that.
  cli: {
    files: ["cli/*.ts", "cli/{completion,decode,diff,encode,import,options,output,run,size,terminal,x}/*.ts"],
    tests: [
      "test/cli/{words,man-page,exit-codes,completion/scripts,decode/tolerate,decode/names,audit/command}.test.ts",
      "test/cli/{generate/templates,init/ask,magic/command,diff/command,import/command,encode/*,options/*,size/*,terminal/*,x/*}.test.ts",
      "test/inspect/open/hints.test.ts",
    ],
  },
  diff: {
    // Excludes known-places, which a process runs only once, before any mutant.
    files: ["upstream/diff/!(known-places).ts", "upstream/diff/rules/*.ts", "generator/model/{places,format/*}.ts"],
    // Tests that run git take seconds for each mutant.
    tests: ["test/upstream/diff/!(revisions|properties).test.ts"],
  },
  import: {
    files: ["upstream/import/!(import).ts"],
    // Other tests of import read whole trees of CRIU, ten seconds each.
    tests: ["test/upstream/import/!(history|import|releases).test.ts"],
  },
  criu: {
    files: ["upstream/criu/!(releases).ts", "upstream/criu/{c,python}/*.ts"],
    tests: ["test/upstream/criu/*.test.ts"],
  },
  git: {
    files: ["upstream/source/*.ts", "upstream/criu/releases.ts"],
    tests: ["source/*", "diff/revisions"].map((names) => `test/upstream/${names}.test.ts`),
  },
  audit: {
    files: ["registry/{against,audit,gazetteer,html,report,rules}/*.ts", "cli/{audit,explain}/*.ts"],
    tests: ["test/registry/{against,audit,html,report,rules}/*.test.ts", "test/cli/{audit,explain}/*.test.ts"],
  },
  fix: {
    files: ["registry/fix/*.ts"],
    tests: ["test/registry/fix/*.test.ts"],
  },
  upgrade: {
    files: ["upstream/upgrade/**/*.ts", "cli/upgrade/*.ts"],
    // The others compile programs that use every export, or replay releases.
    tests: ["test/upstream/upgrade/{fix,forms}.test.ts"],
  },
  api: {
    files: ["api/*.ts"],
    // The packed package has no mutants.
    tests: ["test/api/!(packed).test.ts"],
  },
  lsp: {
    files: ["lsp/**/*.ts"],
    tests: ["test/lsp/{complete,fixes,problems,requests}.test.ts"],
  },
  magic: {
    files: ["{registry,cli}/magic/*.ts"],
    // Reading all towns takes seconds.
    tests: ["test/registry/magic/!(towns).test.ts", "test/cli/magic/*.test.ts"],
  },
};
