import { chosenOf } from "../../generator/config/choose.ts";
import { FULL } from "../../generator/model/config.ts";
import { snapshotOf } from "../../generator/model/format/snapshot.ts";
import type { Model } from "../../generator/model/model.ts";
import { renderPackage, withManifest } from "../../generator/package.ts";
import type { RenderMap } from "../../generator/render/render.ts";
import { languageNamed } from "./languages.ts";
import type { Trial } from "./trial.ts";

/** Names of the packages, by language. */
const NAMES: Readonly<Record<string, string>> = { go: "example.org/criuimages" };

/** Package to generate. */
export interface Wanted {
  readonly language: string;
  /** Names of images, or patterns; all images by default. */
  readonly images?: readonly string[] | undefined;
}

/** The model of the schema, and the files that were generated from it. */
interface Generated {
  readonly model: Model;
  readonly key: string;
  readonly files: RenderMap;
}

/** Generates packages of a schema, and keeps the last one of each language. */
export class Generator {
  readonly #trial: Trial;
  readonly #last = new Map<string, Generated>();

  constructor(trial: Trial) {
    this.#trial = trial;
  }

  /** Returns the files of a package of sources; `undefined` if the schema has problems that prevent it. */
  files({ language, images }: Wanted): RenderMap | undefined {
    const { model } = this.#trial.session.now.loaded;
    const key = JSON.stringify(images);
    const last = this.#last.get(language);
    if (last?.model === model && last.key === key) return last.files;
    if (this.#trial.isRefused) return undefined;
    const files = generated(model, { language, images });
    this.#last.set(language, { model, key, files });
    return files;
  }

  /** Returns the text of a file as it was generated last. */
  text(language: string, path: string): string | undefined {
    return this.#last.get(language)?.files.get(path);
  }
}

function generated(whole: Model, { language: name, images }: Wanted): RenderMap {
  const language = languageNamed(name);
  const model = chosenOf(whole, { images, budget: {}, source: undefined });
  const config = { ...FULL, name: NAMES[name] ?? FULL.name, images, parts: language.parts };
  const snapshot = snapshotOf(model);
  return withManifest(renderPackage(model, config, snapshot, language), snapshot);
}
