/*
 * Bundles the compiled sources for publication. The result has few files, because a short command spends most of its
 * time on modules, and is CommonJS, because Node starts it sooner.
 *   node scripts/bundle.mjs [from] [to]     default: from build to dist
 */
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { apiTypes } from "./api-types.mjs";
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

/** Returns the name and license of each bundled package, because the licenses require it. */
function licenses(chunks) {
  const others = chunks.flatMap(({ moduleIds = [] }) => moduleIds).filter((id) => relative(from, id).startsWith(".."));
  const names = others.flatMap((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []);
  return [...new Set(names)].sort().map((name) => {
    const folder = join(root, "node_modules", name);
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const text = file === undefined ? termsOf(folder) : readFileSync(join(folder, file), "utf8").trim();
    return `${name}\n\n${text.replaceAll(/(\r?\n){3,}/g, "\n\n")}\n`;
  });
}

/** Returns copyright and license of a package that has no license file. */
function termsOf(folder) {
  const { author, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `Copyright ${author.name ?? author}\nLicense: ${license} (https://spdx.org/licenses/${license}.html)`;
}

const bundle = await rolldown({
  cwd: root,
  platform: "node",
  input: {
    main: join(from, "cli/main.js"),
    api: join(from, "api/api.js"),
    thread: join(from, "inspect/explore/thread.js"),
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
    groups: [
      // A group takes along what it imports; every command needs these, and few the rest of them.
      { name: "files", test: /generator.files/, priority: 1 },
      { name: "runtime", test: /(?:criu-images|generated).dist.runtime/ },
      {
        name: "convert",
        test: /inspect.convert|cli.output|cli.(?:decode|encode).run|cli.run.schema|cli.options.one-input/,
      },
    ],
  },
});
writeFileSync(join(to, "LICENSES"), licenses(output).join("\n\n"));
writeFileSync(join(to, "api.d.cts"), apiTypes(from));
// npm sets this mode when it installs; a link to an earlier build stays.
chmodSync(join(to, "main.cjs"), 0o755);
