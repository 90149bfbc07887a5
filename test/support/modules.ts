import { FULL, PARTS, type PackagePart } from "../../generator/model/config.ts";
import type { Model } from "../../generator/model/model.ts";
import { planPackage } from "../../generator/plan/package.ts";
import { type RenderMap, render } from "../../generator/render/render.ts";
import type { PlannedFile } from "../../generator/targets/target.ts";
import { TYPESCRIPT } from "../../generator/targets/typescript/typescript.ts";

/** Returns the planned files of a model's package in TypeScript. */
export function plannedFiles(
  model: Model,
  parts: readonly PackagePart[] = PARTS,
  output: "package" | "sources" = "sources",
): PlannedFile[] {
  return TYPESCRIPT.files(planPackage(model, parts), { ...FULL, parts, output }, "abc");
}

/** Renders the package of a model in TypeScript. */
export function modulesOf(model: Model, parts: readonly PackagePart[] = PARTS): RenderMap {
  return render(plannedFiles(model, parts), TYPESCRIPT, { ...FULL, parts });
}

/** An import declaration of a rendered module. */
interface Import {
  readonly from: string;
  readonly names: readonly string[];
  readonly typeOnly: boolean;
}

/** Reads the import declarations of a module. */
export function importsIn(text: string): Import[] {
  return [...text.matchAll(/^import( type)? \{([^}]*)\} from "(.*)";$/gm)].map(([, type, names = "", from = ""]) => ({
    from,
    names: names
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
    typeOnly: type !== undefined,
  }));
}
