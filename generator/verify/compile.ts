import { ts } from "ts-morph";
import type { RenderMap } from "../render/render.ts";
import { createHosts, rootNames } from "./host.ts";
import { type Defect, optionsOf, toDefect } from "./verify.ts";

/** What comes of rendered TypeScript: JavaScript, declarations and maps; or what is wrong with it. */
export interface Compiled {
  readonly files: RenderMap;
  readonly defects: readonly Defect[];
}

/** What a package is built with beside its own flags: maps lead to the sources, which it has with it. */
const BUILD = { noEmit: false, declaration: true, declarationMap: true, sourceMap: true, newLine: "lf" };

/** Compiles rendered TypeScript in memory, as `tsc` would with the package's own tsconfig.json. */
export function compile(rendered: RenderMap): Compiled {
  const options = optionsOf(rendered.get("tsconfig.json") ?? "{}", BUILD);
  const program = ts.createProgram(rootNames(rendered), options, createHosts()(rendered));
  const files = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (path, text, _mark, _error, sources) => {
    files.set(path.slice(1), withHeader(path, text, sources?.[0]?.text ?? ""));
  });
  const defects = [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(toDefect);
  return { files, defects };
}

/** The compiler leaves the first comment of a module out of its declarations: it goes in again, and the map knows. */
function withHeader(path: string, text: string, source: string): string {
  if (path.endsWith(".d.ts.map")) return text.replace(/"mappings":"/, (mappings) => `${mappings};`);
  return path.endsWith(".d.ts") ? `${source.slice(0, source.indexOf("\n") + 1)}${text}` : text;
}
