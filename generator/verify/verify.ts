import { Project, ts } from "ts-morph";
import type { RenderMap } from "../render/render.ts";
import { NODE_SHIM } from "./node-shim.ts";

/** Something in a rendered file that does not compile: a defect of critgen's, or a schema that no check has caught. */
export interface Defect {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Type-checks rendered TypeScript in memory with the flags of the package's own tsconfig.json. */
export function verify(files: RenderMap): Defect[] {
  const config = ts.parseConfigFileTextToJson("tsconfig.json", files.get("tsconfig.json") ?? "{}").config as {
    compilerOptions?: Record<string, unknown>;
  };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [], noEmit: true }, "/");
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: options });
  for (const [path, text] of files) if (path.endsWith(".ts")) project.createSourceFile(`/${path}`, text);
  project.createSourceFile("/node-shim.d.ts", NODE_SHIM);
  return project.getPreEmitDiagnostics().map((diagnostic) => ({
    path: diagnostic.getSourceFile()?.getFilePath().slice(1) ?? "",
    line: diagnostic.getLineNumber() ?? 0,
    message: ts.flattenDiagnosticMessageText(diagnostic.compilerObject.messageText, " "),
  }));
}
