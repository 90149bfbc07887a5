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
import { KEEP_POLICY } from "./libraries.mjs";
import { oneFile } from "./one-file.mjs";
import { policy } from "./policy.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const studio = join(root, "studio");
const to = resolve(root, argv[2] ?? "dist/studio");

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

const plugins = [...KEEP_POLICY, await compiler(root, join(root, "build")), collect];

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
