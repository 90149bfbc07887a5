import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { chosenOf } from "../../../generator/config/choose.ts";
import { loadModel } from "../../../generator/generate.ts";
import { snapshotOf } from "../../../generator/model/format/snapshot.ts";
import { renderPackage } from "../../../generator/package.ts";
import type { RenderMap } from "../../../generator/render/render.ts";
import { verify } from "../../../generator/targets/typescript/verify/verify.ts";
import { PROJECT_SCHEMA, projectOf } from "../../support/schema.ts";

const model = loadModel(PROJECT_SCHEMA);

function render(images?: readonly string[]): RenderMap {
  const project = projectOf({
    schema: PROJECT_SCHEMA,
    out: "none",
    images,
    parts: ["codec", "json", "node", "columns"],
  });
  const chosen = chosenOf(model, project);
  return renderPackage(chosen, project, snapshotOf(chosen), project.target);
}

const RELATIVE = /(?<=from ")(\.{1,2}\/[^"]*)(?=")/g;

/** Returns the modules that a module imports, as paths in the package. */
const imported = (path: string, text: string): string[] =>
  [...text.matchAll(RELATIVE)].map(([way]) => posix.join(posix.dirname(path), way));

/** Returns the modules of a package that differ from those of the whole package, under names of their own. */
function own(image: string, files: RenderMap, whole: RenderMap): [string, string][] {
  const modules = [...files].filter(([path, text]) => path.endsWith(".ts") && whole.get(path) !== text);
  const paths = new Set(modules.map(([path]) => path));
  const renamed = (path: string): string => path.replace(/\.ts$/, `.${image}.ts`);
  return modules.map(([path, text]) => [
    renamed(path),
    text.replaceAll(RELATIVE, (way) => (paths.has(posix.join(posix.dirname(path), way)) ? renamed(way) : way)),
  ]);
}

describe("the package of any single image", () => {
  const whole = render();
  const packages = new Map(model.images.map(({ name }) => [name, render([name])]));

  it("contains every module that it imports", () => {
    for (const [name, files] of packages) {
      const missing = [...files].flatMap(([path, text]) => imported(path, text).filter((other) => !files.has(other)));
      expect([name, missing]).toEqual([name, []]);
    }
  });

  it("compiles, with all parts", () => {
    const modules = [...packages].flatMap(([name, files]) => own(name, files, whole));
    expect(modules.length).toBeGreaterThan(packages.size);
    expect(verify(new Map([...whole, ...modules]))).toEqual([]);
  });
});
