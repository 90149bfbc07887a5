import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type Handlebars from "handlebars";
import type { HelperDeclareSpec } from "handlebars";
import { type Config, PARTS } from "../model/config.ts";
import type { PackagePlan } from "../plan/package.ts";
import { importModule } from "./import-module.ts";
import { LANGUAGE_HELPERS } from "./languages.ts";
import { type PlannedFile, planFile, type RenderMap, type Target, type Templates } from "./target.ts";

/** A target as a module outside of critgen exports it. docs/targets.md describes each property. */
interface OutsideTarget extends Partial<Omit<Target, "files" | "templates" | "naming" | "helpers">> {
  readonly naming: Target["naming"];
  readonly files: (plan: PackagePlan, config: Config, schema: string) => readonly OutsideFile[];
  /** URL of the folder with its templates. */
  readonly templates: URL | string;
  /** Helpers of its templates, made of those of critgen. */
  readonly helpers?: (own: HelperDeclareSpec) => HelperDeclareSpec;
}

type OutsideFile = Pick<PlannedFile, "path" | "template" | "view"> & Partial<Pick<PlannedFile, "source">>;

/** Tells whether a name of a target is the path of a module. */
export function isModule(name: string): boolean {
  return /^\.{0,2}\/|^\.{1,2}$|\.[cm]?[jt]s$/.test(name);
}

/**
 * Loads a target from a module: its code runs. A changed module is loaded again.
 *
 * @throws {Error} if the module cannot be loaded, or is not a target
 */
export async function loadTarget(path: string): Promise<Target> {
  if (!existsSync(path)) throw new Error("there is no such file");
  const { href } = pathToFileURL(path);
  const module = (await importModule(`${href}?${statSync(path).mtimeMs}`)) as { readonly default?: unknown };
  return { ...targetOf(module.default, await importEngine()), module: path };
}

async function importEngine(): Promise<typeof Handlebars> {
  return (await import("handlebars")).default;
}

/** Properties that every target has, and what they are. */
const REQUIRED = { naming: "object", files: "function", templates: "object" } as const;

/** Fills in the properties that a module omits. */
function targetOf(exported: unknown, engine: typeof Handlebars): Target {
  if (typeof exported !== "object" || exported === null) throw new Error("its default export is not an object");
  for (const [key, type] of Object.entries(REQUIRED)) {
    const value: unknown = Object.getOwnPropertyDescriptor(exported, key)?.value;
    if (typeof value !== type || value === null) throw new Error(`its default export has no \`${key}\``);
  }
  const { files, templates, helpers = () => ({}), ...given } = exported as OutsideTarget;
  return {
    packageName: { example: "criu-images", problemOf: () => undefined },
    parts: PARTS,
    print: (text) => text,
    runtime: () => [],
    pathInProject: (file) => file,
    verify: async (_: RenderMap) => ({ defects: [], unverified: "the target has no verification" }),
    ...given,
    helpers: helpers(LANGUAGE_HELPERS),
    files: (...args) => files(...args).map(planned),
    templates: templatesIn(new URL(templates), engine),
  };
}

function planned({ path, template, source = "images.yaml", view }: OutsideFile): PlannedFile {
  return planFile(path, template, source, view);
}

/** Returns the templates of a folder. */
function templatesIn(folder: URL, engine: typeof Handlebars): Templates {
  const read = (path: string): string => readFileSync(new URL(path, folder), "utf8");
  const partials = new URL("partials/", folder);
  return {
    engine,
    compile: (own, path) => own.compile(read(path), { strict: true, noEscape: true }),
    partials: () => {
      const names = existsSync(partials) ? readdirSync(fileURLToPath(partials)) : [];
      return names.filter((name) => name.endsWith(".hbs")).map((name) => name.slice(0, -".hbs".length));
    },
  };
}
