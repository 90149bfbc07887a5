/*
 * The layers of the code, lowest first: each folder, and the folders or files that it may import in addition to files of the folder
 * itself. A folder without a line belongs to its parent folder. `npm run layers` generates the linter's rules from this table.
 */

/** Helpers: texts for people and programs, and the files of critgen itself. */
const HELPERS = ["generator/text", "generator/own"];

const generator = (...names) => [...HELPERS, ...names.map((name) => `generator/${name}`)];
const upstream = (...names) => names.map((name) => `upstream/${name}`);
const registry = (...names) => names.map((name) => `registry/${name}`);
const lsp = (...names) => names.map((name) => `lsp/${name}`);
const studio = (...names) => names.map((name) => `studio/${name}`);
const inspect = (...names) => names.map((name) => `inspect/${name}`);

/** Modules of Node that the runtime may import, by file. */
export const NODE_MODULES = { "runtime/image/folder.ts": ["node:fs", "node:path"] };

export const LAYERS = {
  "runtime/wire": [],
  "runtime/image": ["runtime/wire"],
  "runtime/json": ["runtime/wire", "runtime/image"],

  "generator/text": [],
  "generator/own": [],
  "generator/files": [],
  "generator/model": ["generator/text"],
  "generator/load": generator("model"),
  "generator/check": generator("model"),
  "generator/plan": generator("model"),
  "generator/targets": generator("model", "files", "text", "plan"),
  "generator/config": generator("model", "files", "load", "targets/*.ts"),
  "generator/view": generator("model"),
  "generator/render": generator("model", "plan", "targets/*.ts"),
  "generator/write": generator("model", "files", "render"),
  generator: generator("model", "load", "check", "plan", "targets/*.ts", "view", "render", "write"),
  "generator/project": generator("model", "files", "config", "load", "targets/*.ts", "render", "write", "*.ts"),
  "generator/init": generator("model", "files", "config", "targets/*.ts", "*.ts"),
  "generator/size": generator("model", "config", "plan", "targets", "render", "project"),

  "upstream/source": generator("files"),
  "upstream/criu": [...generator("model", "load"), ...upstream("source")],
  "upstream/diff": [...generator("model", "*.ts"), ...upstream("source", "criu")],
  "upstream/upgrade": [
    ...generator("model", "config/file.ts", "plan", "targets", "write", "*.ts"),
    ...upstream("diff"),
  ],
  "upstream/import": [
    ...generator("model", "files", "load", "check", "write", "*.ts"),
    ...upstream("source", "criu", "diff"),
  ],

  "registry/gazetteer": generator("model"),
  "registry/against": [...generator("model", "files", "load"), ...upstream("source", "criu", "diff")],
  "registry/rules": [...generator("model"), ...registry("gazetteer", "against")],
  "registry/audit": [
    ...generator("model", "load", "check", "targets/targets.ts"),
    ...upstream("diff"),
    ...registry("against", "rules"),
  ],
  "registry/fix": [
    ...generator("model", "files", "load"),
    ...upstream("import"),
    ...registry("gazetteer", "rules", "audit"),
  ],
  "registry/report": [...generator("model", "files"), ...registry("rules")],
  "registry/html": [...generator("model", "render"), ...registry("rules")],
  "registry/magic": [...generator("model", "check"), ...registry("gazetteer", "rules")],

  "checkpoint/bytes": [],
  "checkpoint/images": ["checkpoint/bytes"],
  "checkpoint/relations": ["checkpoint/bytes", "checkpoint/images"],
  "checkpoint/navigate": ["checkpoint/images", "checkpoint/relations"],
  "checkpoint/open": [
    ...["checkpoint/bytes", "checkpoint/images", "checkpoint/navigate"],
    ...["checkpoint/relations/format.ts", "checkpoint/relations/graph.ts", "checkpoint/relations/message.ts"],
  ],
  "checkpoint/save": ["checkpoint/bytes", "checkpoint/open"],
  "checkpoint/validate": ["checkpoint/bytes", "checkpoint/images", "checkpoint/open", "checkpoint/relations"],
  "checkpoint/host": ["checkpoint/images", "checkpoint/open", "checkpoint/relations", "checkpoint/validate"],
  "checkpoint/memory": ["checkpoint/bytes", "checkpoint/images", "checkpoint/open", "checkpoint/relations"],
  "checkpoint/core": ["checkpoint/bytes", "checkpoint/images", "checkpoint/open", "checkpoint/memory"],
  "checkpoint/compare": [
    ...["checkpoint/bytes", "checkpoint/images", "checkpoint/memory", "checkpoint/open", "checkpoint/relations"],
  ],
  "checkpoint/draft": [
    ...["checkpoint/bytes", "checkpoint/images", "checkpoint/memory", "checkpoint/open", "checkpoint/relations"],
  ],
  "checkpoint/verbs": [
    ...["checkpoint/images", "checkpoint/draft", "checkpoint/host/x86.ts", "checkpoint/memory", "checkpoint/relations"],
  ],
  "checkpoint/edit": ["checkpoint/open", "checkpoint/validate", "checkpoint/draft", "checkpoint/verbs"],
  "checkpoint/anonymise": [
    ...["checkpoint/bytes", "checkpoint/images", "checkpoint/draft/image-schemas.ts", "checkpoint/memory"],
    ...["checkpoint/open", "checkpoint/relations", "checkpoint/verbs/ip.ts"],
  ],
  checkpoint: [
    "checkpoint/anonymise",
    "checkpoint/bytes",
    "checkpoint/compare",
    "checkpoint/core",
    "checkpoint/draft",
    "checkpoint/edit",
    "checkpoint/host",
    "checkpoint/images",
    "checkpoint/memory",
    "checkpoint/navigate",
    "checkpoint/open",
    "checkpoint/relations",
    "checkpoint/save",
    "checkpoint/validate",
  ],

  "inspect/wire": [],
  "inspect/open": [...generator("files"), ...inspect("wire")],
  "inspect/schema": generator("model", "plan/history.ts", "plan/names.ts", "plan/relations.ts"),
  "inspect/explore": [...generator("files"), ...inspect("open", "schema")],
  "inspect/summary": inspect("open", "schema", "explore"),
  "inspect/memory": inspect("explore"),
  "inspect/compare": inspect("explore"),
  "inspect/recipe": [],
  "inspect/convert": [...generator("files"), ...inspect("open", "schema")],
  "inspect/dissect": [...generator("files"), ...inspect("wire", "open", "schema")],
  "inspect/find": inspect("schema", "explore/hex.ts", "dissect", "memory"),
  "inspect/compat": inspect("wire", "open", "schema", "explore"),
  "inspect/info": inspect("wire", "open", "schema"),
  "inspect/validate": inspect("open", "schema", "compat"),
  "inspect/parallel": inspect("open", "explore", "summary", "validate"),

  "lsp/text": generator("model"),
  "lsp/yaml": ["generator/load", ...lsp("text"), ...HELPERS],
  "lsp/names": [...generator("model", "load"), ...lsp("text", "yaml")],
  "lsp/workspace": [
    ...generator("model", "load", "check", "config", "targets/targets.ts"),
    ...registry("rules", "audit"),
    ...lsp("text", "yaml", "names"),
  ],
  "lsp/describe": [...generator("model"), ...registry("gazetteer", "magic"), ...lsp("names")],
  "lsp/complete": [
    ...generator("model", "load"),
    ...registry("gazetteer", "magic", "rules"),
    ...lsp("text", "yaml", "workspace", "describe"),
  ],
  "lsp/fixes": [
    ...generator("model"),
    ...registry("gazetteer", "magic", "rules", "fix"),
    "upstream/import",
    ...lsp("text", "workspace", "complete"),
  ],
  "lsp/format": ["generator/load", ...lsp("text", "yaml")],
  "lsp/requests": [
    ...generator("model", "load"),
    ...lsp("text", "yaml", "names", "workspace", "describe", "complete", "fixes", "format"),
  ],
  lsp: [...generator("model"), ...lsp("text", "yaml", "workspace", "requests")],

  "cli/terminal": generator("model", "files"),
  "cli/output": generator("files"),
  "cli/saving": ["cli/terminal", ...generator("files")],
  "cli/options": [],
  "cli/run": ["cli/options", "cli/terminal", ...generator("model", "config", "project"), ...inspect("schema")],
  api: ["generator", "upstream", "registry", "inspect"],

  "studio/rpc": [],
  "studio/route": [],
  "studio/sources": [],
  "studio/engine": studio("rpc", "sources"),
  "studio/state": studio("rpc", "route", "engine"),
  "studio/parts": studio("rpc", "route"),
  "studio/opening": studio("rpc", "sources", "engine", "state", "parts"),
  "studio/views": [
    ...studio("rpc", "route", "engine", "state", "parts", "opening"),
    ...inspect("wire", "open", "schema", "dissect", "compat", "compare", "recipe", "memory", "find"),
    ...inspect("explore/json.ts", "explore/socket-names.ts", "explore/mount-options.ts"),
  ],
  "studio/compiler": [
    ...studio("rpc", "views"),
    ...generator("model", "load", "check", "config/choose.ts", "plan", "targets", "render", "package.ts"),
    ...registry("gazetteer", "rules", "magic", "html"),
    ...lsp("text", "workspace", "requests", "fixes", "yaml"),
    ...inspect("schema", "dissect"),
  ],
  "studio/try": [...studio("rpc", "route", "state", "parts", "views", "compiler"), "lsp/text"],
  "studio/page": studio("rpc", "route", "sources", "engine", "state", "parts", "opening", "views", "try"),
  studio: studio("rpc", "state", "opening", "views", "compiler", "try", "page"),

  "site/page": [...generator("render"), "registry/html/prose.ts"],
  "site/documents": ["generator/render", "site/page"],
  "site/reference": [...generator("model", "view"), "site/page"],
  "site/search": ["generator/own", "site/page"],
  site: [
    ...generator("model"),
    "registry/audit",
    "registry/html",
    "site/page",
    "site/documents",
    "site/reference",
    "site/search",
  ],

  cli: ["generator", "upstream", "registry", "inspect", "api", "lsp"],
};

/** Folders of the table, lowest first. */
export const FOLDERS = Object.keys(LAYERS);

/** Folders whose code may import the generated package. */
export const USES_PACKAGE = /^(?:checkpoint|inspect|studio|api|cli)(?:\/|$)/;

/** Returns the folder of the table that a file belongs to. */
export function layerOf(path) {
  const own = FOLDERS.filter((folder) => path.startsWith(`${folder}/`));
  return own.sort((a, b) => b.length - a.length)[0];
}
