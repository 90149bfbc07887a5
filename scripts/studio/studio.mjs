/*
 * Builds the page of `critgen studio` with Vite, twice: as files for a server, and as one HTML file that opens from a disk.
 *   node scripts/studio/studio.mjs [to]     default: to dist/studio, after the bundle
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { licensesOf } from "../licenses.mjs";
import { compiler } from "./compiler.mjs";
import { oneFile } from "./one-file.mjs";
import { policy } from "./policy.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const studio = join(root, "studio");
const to = resolve(root, argv[2] ?? "dist/studio");

/** Bytes of zstd's decoder without a request: the library reads them from a data URL, which the policy refuses. */
const withoutFetch = {
  name: "without-fetch",
  transform(code, id) {
    if (!/zstddec.*\.mjs$/.test(id)) return undefined;
    const request =
      /fetch\(`data:application\/wasm;base64,\$\{wasm\}`\)\.then\(\(response\) => response\.arrayBuffer\(\)\)/g;
    const decoded = "Promise.resolve(Uint8Array.from(atob(wasm), (one) => one.charCodeAt(0)))";
    const replaced = code.replaceAll(request, decoded);
    if (replaced === code) throw new Error("zstddec reads its code in another way: change this plugin");
    return replaced;
  },
};

/** The library that packs zstd makes functions from texts, which the policy refuses: the page does without it. */
const withoutPacker = {
  name: "without-packer",
  enforce: "pre",
  resolveId: (id) => (id === "numcodecs/zstd" ? "\0no-packer" : undefined),
  load: (id) =>
    id === "\0no-packer" ? "export default class { constructor() { throw new EvalError(); } }" : undefined,
};

/** Modules of packages that are bundled, for the list of licenses. */
const bundled = new Set();
const collect = {
  name: "collect",
  generateBundle: (_options, output) => {
    for (const { moduleIds = [] } of Object.values(output)) for (const id of moduleIds) bundled.add(id);
  },
};

/** Modules that the page needs at once cannot wait, although the command line loads them on demand. */
const QUIET = { ineffectiveDynamicImport: false, pluginTimings: false };

const plugins = [withoutFetch, withoutPacker, await compiler(root, join(root, "build")), collect];

const shared = {
  root: studio,
  base: "./",
  configFile: false,
  logLevel: "warn",
  resolve: { conditions: ["@critgen/source", "module", "browser", "default"] },
  plugins,
  worker: { format: "es", plugins: () => plugins, rolldownOptions: { checks: QUIET } },
};

await build({
  ...shared,
  plugins: [...shared.plugins, policy()],
  build: {
    outDir: to,
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The towns are the largest part.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { checks: QUIET },
  },
});
mkdirSync(to, { recursive: true });
writeFileSync(join(to, "critgen-studio.html"), await oneFile(studio, shared));
const modules = [...bundled].filter((id) => id.includes("node_modules"));
writeFileSync(join(to, "LICENSES"), licensesOf(root, modules).join("\n\n"));
