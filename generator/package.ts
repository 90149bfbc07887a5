import { type Config, FULL } from "./model/config.ts";
import { fingerprint } from "./model/json.ts";
import type { Model } from "./model/model.ts";
import { readOwn } from "./own/own-files.ts";
import { planPackage } from "./plan/package.ts";
import { type RenderMap, render } from "./render/render.ts";
import type { Language } from "./targets/target.ts";
import { MANIFEST, manifestOf, type Snapshot } from "./write/manifest-text.ts";

/** Renders the files of a package of sources, without the manifest, in a language. */
export function renderPackage(model: Model, config: Config, snapshot: Snapshot, target: Language): RenderMap {
  const steps = packageSteps(model, config, snapshot, target);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Does the same in steps: a page can answer requests in between. */
export function* packageSteps(
  model: Model,
  config: Config,
  snapshot: Snapshot,
  target: Language,
): Generator<undefined, RenderMap> {
  const plan = planPackage(model, config.parts);
  yield;
  const planned = target.files(plan, config, fingerprint(snapshot));
  yield;
  return inOrder([...render(planned, target, config), ...licenses(config)]);
}

/** Adds the manifest, which lists all files and the format they were generated from. `inputs` give it a seal. */
export function withManifest(files: RenderMap, snapshot: Snapshot, inputs?: string): RenderMap {
  return new Map([...files, [MANIFEST, manifestOf(files, snapshot, inputs)]]);
}

/** Sorts files by path. */
export function inOrder(files: readonly (readonly [path: string, text: string])[]): RenderMap {
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Returns the license files of a package. critgen's parts in it stay under critgen's license. */
function licenses({ license, licenseText }: Config): [string, string][] {
  const [own, notice] = ["LICENSE", "NOTICE"].map(readOwn);
  const text = licenseText ?? (license === FULL.license ? own : undefined);
  const runtime = `The parts of this package that come from critgen are published under this license:\n\n${own}`;
  return [
    ...(text === undefined ? [] : [["LICENSE", text] satisfies [string, string]]),
    ["NOTICE", text === own ? (notice ?? "") : `${notice}\n${runtime}`],
  ];
}
