/*
 * Makes of the sources what is published: few files, as most of a short command's time goes into finding modules and
 * reading them; and those in CommonJS, which Node starts sooner.
 *   node scripts/bundle.mjs [folder]     default: dist
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const dir = resolve(root, argv[2] ?? "dist");

/** What every command needs, so that it pays to have it in the same file. Other libraries are loaded from where they are. */
const BUNDLED = ["commander", "criu-images"];

/** Only commands that are programs of their own, which critgen has none of, need it; to load it takes its time. */
const UNUSED = "node:child_process";

const leaveOut = {
  name: "leave-out",
  resolveId: (id, importer) => (id === UNUSED && importer?.includes("/commander/") ? { id: "\0empty" } : undefined),
  load: (id) => (id === "\0empty" ? "export {}" : undefined),
};

/** The packages whose modules are in the bundle, and the licenses that they are under, which ask for being told. */
function licenses(chunks) {
  const ids = chunks.flatMap(({ moduleIds = [] }) => moduleIds).join("\n");
  const names = new Set([...ids.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)].map(([, name]) => name));
  return [...names].sort().map((name) => {
    const folder = join(root, "node_modules", name);
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    return `${name}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
}

const bundle = await rolldown({
  cwd: root,
  platform: "node",
  input: { main: "cli/main.ts", thread: "inspect/explore/thread.ts" },
  resolve: { conditionNames: ["@critgen/source", "import"] },
  external: (id) => /^[\w@]/.test(id) && id !== UNUSED && !BUNDLED.includes(id.split("/")[0]),
  plugins: [leaveOut],
});
const { output } = await bundle.write({
  dir,
  cleanDir: true,
  format: "cjs",
  dynamicImportInCjs: false,
  minify: true,
  entryFileNames: "[name].cjs",
  chunkFileNames: "[name]-[hash].cjs",
  // Many commands share parts of these: a file that is a bit larger takes less time than several.
  codeSplitting: {
    groups: [
      { name: "runtime", test: /generated.src.runtime/ },
      { name: "convert", test: /inspect.convert/ },
    ],
  },
});
writeFileSync(join(dir, "LICENSES"), licenses(output).join("\n\n"));
