/*
 * Bundles the compiled sources for publication. The result has few files, because a short command spends most of its
 * time on modules, and is CommonJS, because Node starts it sooner.
 *   node scripts/bundle.mjs [from] [to]     default: from build to dist
 */
import { chmodSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { apiTypes } from "./api-types.mjs";
import { licensesOf } from "./licenses.mjs";
import { prepare } from "./prepare.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [from, to] = [argv[2] ?? "build", argv[3] ?? "dist"].map((folder) => resolve(root, folder));

/** Packages to leave out of the bundle: they read or run files of their own, or belong to the user's project. */
const OUTSIDE = ["esbuild", "protobufjs", "ts-morph", "typescript"];

const prepared = await prepare(from);

const place = {
  name: "prepared",
  load: (id) => prepared[relative(from, id)],
};

/** Import of commander for external subcommands; critgen has none, and loading the module takes time. */
const UNUSED = "node:child_process";

const leaveOut = {
  name: "leave-out",
  resolveId: (id, importer) => (id === UNUSED && importer?.includes("/commander/") ? { id: "\0empty" } : undefined),
  load: (id) => (id === "\0empty" ? "export {}" : undefined),
};

/** Modules of reading one image, which most commands need: a few files load faster than many small ones. */
const DECODING = new RegExp(
  [
    "inspect.convert|cli.output|cli.(?:decode|encode).run|cli.run.schema|cli.options.one-input",
    "inspect.schema.(?:schema|version-note)|inspect.open.(?:formats|hint|input|located)",
    "(?:criu-images|generated).dist.(?:layouts|magic|enums)|checkpoint.dist.open.(?:form|error|tar.header|stream.marker)[.]",
  ].join("|"),
);

const bundle = await rolldown({
  cwd: root,
  platform: "node",
  preserveEntrySignatures: "allow-extension",
  input: {
    main: join(from, "cli/main.js"),
    api: join(from, "api/api.js"),
    thread: join(from, "inspect/parallel/thread.js"),
  },
  external: (id) => OUTSIDE.includes(id.split("/")[0]),
  plugins: [place, leaveOut],
});
const { output } = await bundle.write({
  dir: to,
  cleanDir: true,
  format: "cjs",
  dynamicImportInCjs: false,
  minify: true,
  entryFileNames: "[name].cjs",
  chunkFileNames: "[name]-[hash].cjs",
  // Many commands share these modules: one larger file loads faster than several.
  codeSplitting: {
    // A group with all that it imports would have the readers of all images, which few commands need.
    includeDependenciesRecursively: false,
    groups: [
      { name: "files", test: /generator.files/, priority: 1 },
      { name: "runtime", test: /(?:criu-images|generated).dist.runtime/ },
      { name: "convert", test: DECODING },
    ],
  },
});
// The licenses of bundled packages require their texts.
const modules = output.flatMap(({ moduleIds = [] }) => moduleIds);
const others = modules.filter((id) => relative(from, id).startsWith(".."));
writeFileSync(join(to, "LICENSES"), licensesOf(root, others).join("\n\n"));
writeFileSync(join(to, "api.d.cts"), apiTypes(from));
// npm sets this mode when it installs; a link to an earlier build stays.
chmodSync(join(to, "main.cjs"), 0o755);
