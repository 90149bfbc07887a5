import { describe, expect, it } from "vitest";
import { chosenOf } from "../../../generator/config/choose.ts";
import { readModel } from "../../../generator/generate.ts";
import { FULL } from "../../../generator/model/config.ts";
import { snapshotOf } from "../../../generator/model/format/snapshot.ts";
import { renderPackage, withManifest } from "../../../generator/package.ts";
import { TARGETS } from "../../../generator/targets/targets.ts";
import { PROJECT_SCHEMA } from "../../support/schema.ts";
import { pageCompiler } from "./page-compiler.ts";

const MODEL = readModel(PROJECT_SCHEMA, []);
const NAMES: Readonly<Record<string, string>> = { go: "example.org/criuimages" };
const SUBSETS = [undefined, ["PAGEMAP", "MM"], ["*_FILE"], ["CORE"]];

/** Generates a package as `critgen generate` does. */
function generated(language: string, images: readonly string[] | undefined): ReadonlyMap<string, string> {
  const target = TARGETS[language];
  if (target === undefined) throw new Error(`there is no target ${language}`);
  const model = chosenOf(MODEL, { images, budget: {}, source: undefined });
  const config = { ...FULL, name: NAMES[language] ?? FULL.name, images, parts: target.parts };
  const snapshot = snapshotOf(model);
  return withManifest(renderPackage(model, config, snapshot, target), snapshot);
}

describe("the compiler in the page, without Node and without code from texts", () => {
  const compiler = pageCompiler();
  const language = ["typescript", "go", "python"];

  it.each(language)("generates %s byte for byte as critgen generate does, of all images and of some", async (name) => {
    await compiler.ask("start", { name: "critgen" });
    for (const images of SUBSETS) {
      const listed = await compiler.ask("generate", { language: name, images });
      const expected = generated(name, images);
      expect(listed?.map(({ path }) => path)).toEqual([...expected.keys()]);
      for (const [path, text] of expected) {
        expect(await compiler.ask("generated", { language: name, path }), `${name} ${path}`).toBe(text);
      }
    }
  });
});
