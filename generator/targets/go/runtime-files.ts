import { readdirSync, readFileSync } from "node:fs";
import { packageFile } from "../../own/package-root.ts";
import { versionOfCritgen } from "../../own/version.ts";
import type { PlannedFile } from "../target.ts";
import { packageName } from "./names.ts";

const FOLDER = "templates/go/runtime/";

/** Returns the files of the runtime. A package contains copies of them, under its own name. */
export function runtimeFiles(files: readonly PlannedFile[]): [string, string][] {
  const name = nameOf(files);
  const header = `// Copied by critgen ${versionOfCritgen()} from its runtime; DO NOT EDIT.\n`;
  return sources().map(([path, text]) => [path, `${header}\n${text.replace("package runtime", `package ${name}`)}`]);
}

function nameOf(files: readonly PlannedFile[]): string {
  const { view } = files.find(({ path }) => path === "doc.go") ?? { view: {} };
  return "package" in view ? String(view.package) : packageName(undefined);
}

/** Returns the sources of the runtime by file name. */
export function sources(): [string, string][] {
  return readdirSync(packageFile(FOLDER)).map((file) => [file, readFileSync(packageFile(`${FOLDER}${file}`), "utf8")]);
}
