import type { Config } from "../../model/config.ts";
import type { PackagePlan } from "../../plan/package.ts";
import { type PlannedFile, planFile } from "../target.ts";
import { formatsView, headsView } from "./formats.ts";
import { handlersView } from "./handlers.ts";
import { magicsView } from "./magics.ts";
import { createImports, type Imports } from "./messages.ts";
import { MODULE } from "./names.ts";

/** File of the schema that describes all images. */
const TABLE = "images.yaml";

/** Files with the same text for every schema. */
const FIXED = ["decode", "decode-extra", "encode", "encode-extra", "extra", "format", "image", "info", "source"];

/** Lists the files, by their paths in the module. `name` in the config is another path of the module, such as a fork's. */
export function files(plan: PackagePlan, { name: module = MODULE }: Config): PlannedFile[] {
  const file = (path: string, view: object) => planFile(`${path}.go`, `${path}.go`, TABLE, { module, ...view });
  const imports = (): Imports => createImports(module, plan);
  return [
    ...FIXED.map((name) => file(`crit/${name}`, {})),
    file("crit/formats", { ...headsView(plan), ...formatsView(plan, imports()) }),
    file("crit/cli/handler", {}),
    file("crit/cli/handlers", handlersView(plan, imports())),
    file("magic/magic", magicsView(plan)),
  ];
}
