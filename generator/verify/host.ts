import { Project, ts } from "ts-morph";
import type { RenderMap } from "../render/render.ts";
import { NODE_SHIM } from "./node-shim.ts";

/** Where ts-morph keeps the declarations of the language itself. */
const LIBRARY = "/node_modules/typescript/lib";
const SHIM = "/node-shim.d.ts";

/** The modules that a compiler begins with; it finds all others from there. */
export function rootNames(files: RenderMap): string[] {
  return [...[...files.keys()].filter((path) => path.endsWith(".ts")).map((path) => `/${path}`), SHIM];
}

/**
 * Makes hosts for the compiler: its disk has what was rendered and the declarations of the language, and nothing else.
 * A module whose text is still the same is not parsed again.
 */
export function createHosts(): (files: RenderMap) => ts.CompilerHost {
  const library = new Project({ useInMemoryFileSystem: true }).getModuleResolutionHost();
  const parsed = new Map<string, ts.SourceFile>();
  return (files) => {
    const own = (path: string): string | undefined => (path === SHIM ? NODE_SHIM : files.get(path.slice(1)));
    const read = (path: string): string | undefined => own(path) ?? library.readFile(path);
    return {
      getSourceFile: (path, options) => {
        const text = read(path);
        const known = parsed.get(path);
        if (text === undefined || known?.text === text) return text === undefined ? undefined : known;
        // The compiler tells by the version whether a file has changed: the text itself is never mistaken.
        const source = Object.assign(ts.createSourceFile(path, text, options), { version: text });
        parsed.set(path, source);
        return source;
      },
      fileExists: (path) => own(path) !== undefined || library.fileExists(path),
      readFile: read,
      writeFile: () => {},
      getDefaultLibFileName: (options) => `${LIBRARY}/${ts.getDefaultLibFileName(options)}`,
      getDefaultLibLocation: () => LIBRARY,
      getCurrentDirectory: () => "/",
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
      jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors,
    };
  };
}
