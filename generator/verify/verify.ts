import { ts } from "ts-morph";
import type { RenderMap } from "../render/render.ts";
import { createHosts, rootNames } from "./host.ts";

/** Something in a rendered file that does not compile: a defect of critgen's, or a schema that no check has caught. */
export interface Defect {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Type-checks rendered TypeScript in memory with the flags of the package's own tsconfig.json. */
export function verify(files: RenderMap): Defect[] {
  return createVerifier()(files);
}

/** A verifier that remembers: what has not changed since its last run, and uses nothing that has, is not checked again. */
export function createVerifier(): (files: RenderMap) => Defect[] {
  let last: { readonly config: string; readonly check: (files: RenderMap) => readonly ts.Diagnostic[] } | undefined;
  return (files) => {
    const config = files.get("tsconfig.json") ?? "{}";
    if (last?.config !== config) last = { config, check: createCheck(optionsOf(config)) };
    return last.check(files).map(toDefect);
  };
}

/** The flags of a package's tsconfig.json, and others for what is done with it. */
export function optionsOf(config: string, more: Readonly<Record<string, unknown>> = {}): ts.CompilerOptions {
  const { compilerOptions } = ts.parseConfigFileTextToJson("tsconfig.json", config).config as {
    compilerOptions?: Record<string, unknown>;
  };
  // What TypeScript declares of the language is not what was rendered: it is used, and not checked itself.
  const changed = { ...compilerOptions, types: [], noEmit: true, skipDefaultLibCheck: true, ...more };
  return ts.convertCompilerOptionsFromJson(changed, "/").options;
}

/** All that a compiler finds wrong. From run to run it keeps what cannot have changed. */
function createCheck(options: ts.CompilerOptions): (files: RenderMap) => readonly ts.Diagnostic[] {
  const hostOf = createHosts();
  const declarations = new WeakMap<ts.SourceFile, readonly ts.Diagnostic[]>();
  let builder: ts.SemanticDiagnosticsBuilderProgram | undefined;
  return (files) => {
    builder = ts.createSemanticDiagnosticsBuilderProgram(rootNames(files), options, hostOf(files), builder);
    const program = builder.getProgram();
    const general = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
    const own = [...builder.getSyntacticDiagnostics(), ...builder.getSemanticDiagnostics()];
    return [...general, ...own, ...declared(program, declarations)];
  };
}

/** What is wrong with the modules' declarations. Each is isolated: it depends on the text of its own module alone. */
function declared(program: ts.Program, known: WeakMap<ts.SourceFile, readonly ts.Diagnostic[]>): ts.Diagnostic[] {
  return program.getSourceFiles().flatMap((file) => {
    if (file.isDeclarationFile) return [];
    const found = known.get(file) ?? program.getDeclarationDiagnostics(file);
    known.set(file, found);
    return found;
  });
}

/** What a compiler finds wrong, as a line. */
export function toDefect({ file, start = 0, messageText }: ts.Diagnostic): Defect {
  return {
    path: file?.fileName.slice(1) ?? "",
    line: file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1,
    message: ts.flattenDiagnosticMessageText(messageText, " "),
  };
}
