import { chosenOf } from "../../generator/config/choose.ts";
import { FULL } from "../../generator/model/config.ts";
import { snapshotOf } from "../../generator/model/format/snapshot.ts";
import type { Model } from "../../generator/model/model.ts";
import { packageSteps, withManifest } from "../../generator/package.ts";
import type { RenderMap } from "../../generator/render/render.ts";
import type { Call } from "../rpc/message.ts";
import { languageNamed } from "./languages.ts";
import type { Trial } from "./trial.ts";
import { turn } from "./turn.ts";

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
export class CodeGenerator {
  readonly #trial: Trial;
  readonly #last = new Map<string, Generated>();

  constructor(trial: Trial) {
    this.#trial = trial;
  }

  /** Returns the files of a package of sources; `undefined` if nobody waits for them, or the schema has problems. */
  async files({ language, images }: Wanted, { signal }: Pick<Call, "signal">): Promise<RenderMap | undefined> {
    const { model } = this.#trial.session.now.loaded;
    const key = JSON.stringify(images);
    const last = this.#last.get(language);
    if (last?.model === model && last.key === key) return last.files;
    if (this.#trial.isRefused) return undefined;
    const steps = generated(model, { language, images });
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return this.#keep(language, { model, key, files: step.value });
      await turn();
      if (signal.aborted) return undefined;
    }
  }

  #keep(language: string, generated: Generated): RenderMap {
    this.#last.set(language, generated);
    return generated.files;
  }

  /** Returns the text of a file as it was generated last. */
  text(language: string, path: string): string | undefined {
    return this.#last.get(language)?.files.get(path);
  }
}

/** Generates a package in steps: other requests get a turn in between. */
function* generated(whole: Model, { language: name, images }: Wanted): Generator<undefined, RenderMap> {
  const language = languageNamed(name);
  const model = chosenOf(whole, { images, budget: {}, source: undefined });
  const config = { ...FULL, name: NAMES[name] ?? FULL.name, images, parts: language.parts };
  const snapshot = snapshotOf(model);
  return withManifest(yield* packageSteps(model, config, snapshot, language), snapshot);
}
