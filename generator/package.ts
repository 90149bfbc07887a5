import { readFileSync } from "node:fs";
import { type Config, FULL } from "./model/config.ts";
import { fingerprint } from "./model/json.ts";
import type { Model } from "./model/model.ts";
import { packageFile } from "./model/package-root.ts";
import { planPackage } from "./plan/package.ts";
import { type RenderMap, render } from "./render/render.ts";
import { MANIFEST, manifestOf, type Snapshot } from "./write/manifest.ts";

/** The files of a package as sources, and what belongs to them: all but a manifest. */
export function renderPackage(model: Model, config: Config, snapshot: Snapshot): RenderMap {
  const files = render(planPackage(model, config, fingerprint(snapshot)));
  return inOrder([...files, ...licenses(config)]);
}

/** Adds the list of all files, and what they were made from. */
export function withManifest(files: RenderMap, snapshot: Snapshot): RenderMap {
  return new Map([...files, [MANIFEST, manifestOf(files, snapshot)]]);
}

/** The files of a package in the order of their paths. */
export function inOrder(files: readonly (readonly [path: string, text: string])[]): RenderMap {
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The license of a package, and what its parts come from. What is critgen's in it stays under critgen's own. */
function licenses({ license, licenseText }: Config): [string, string][] {
  const [own, notice] = ["LICENSE", "NOTICE"].map((name) => readFileSync(packageFile(name), "utf8"));
  const text = licenseText ?? (license === FULL.license ? own : undefined);
  const runtime = `What critgen itself has put into this package is published under this license:\n\n${own}`;
  return [
    ...(text === undefined ? [] : [["LICENSE", text] satisfies [string, string]]),
    ["NOTICE", text === own ? (notice ?? "") : `${notice}\n${runtime}`],
  ];
}
