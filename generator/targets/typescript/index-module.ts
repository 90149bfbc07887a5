import type { PackagePlan } from "../../plan/package.ts";
import type { PlannedFile } from "../target.ts";
import {
  HISTORY,
  IMAGE_LAYOUTS,
  JSON_MODULE,
  MESSAGE_LAYOUTS,
  NAMES,
  NODE,
  RELATIONS,
  SCHEMA,
  SELF_TEST,
} from "./modules.ts";
import { PUBLIC_TYPES } from "./reserved.ts";

/** Modules with a subpath of their own that the index does not export. */
const APART = [HISTORY, RELATIONS, NODE, JSON_MODULE, NAMES, MESSAGE_LAYOUTS, IMAGE_LAYOUTS, SCHEMA, SELF_TEST];

/**
 * Returns the view of the index: all modules that need nothing but the language, and the public types of the runtime.
 */
export function indexView({ images, enums, messages }: PackagePlan, source: readonly PlannedFile[]): object {
  const modules = source.filter(({ path }) => !APART.includes(path)).map(({ path }) => path.replace("src/", "./"));
  const values = ["wire/errors", "image/names", ...(enums.length > 0 ? ["wire/enums"] : [])].map(runtimeModule);
  const isFramed = images.some(({ framing }) => framing !== undefined);
  const hasMaps = messages.some(({ fields }) => fields.some(({ type }) => type.kind === "map"));
  const isThere = (module: string): boolean =>
    module === "wire/maps" ? hasMaps : isFramed || (module !== "image/stream" && module !== "wire/unknown");
  const publicTypes = Object.entries(PUBLIC_TYPES)
    .filter(([module]) => isThere(module))
    .map(([module, names]) => ({ from: runtimeModule(module), names }));
  return { modules: [...modules, ...values].sort(), publicTypes };
}

function runtimeModule(name: string): string {
  return `./runtime/${name}.ts`;
}
