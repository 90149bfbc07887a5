import type Handlebars from "handlebars";
import type { HelperDeclareSpec, TemplateDelegate } from "handlebars";
import type { Config, PackagePart } from "../model/config.ts";
import { fingerprint } from "../model/json.ts";
import type { Naming } from "../model/naming.ts";
import type { PackagePlan } from "../plan/package.ts";

/** Content of files by their path in the package. */
export type RenderMap = ReadonlyMap<string, string>;

/** A language that packages are written in. Nothing else in the generator knows the language. It needs neither a disk nor tools. */
export interface Language {
  /** Rules for names, which the checks of a schema apply. */
  readonly naming: Naming;
  /** Parts that its packages can have beside the codecs. */
  readonly parts: readonly PackagePart[];
  /** Lists the files of a package, except the runtime. `schema` is the hash of the model. */
  readonly files: (plan: PackagePlan, config: Config, schema: string) => PlannedFile[];
  /** Folder of its templates in `templates/`, or those of a target outside of critgen. */
  readonly templates: string | Templates;
  /** Helpers of its templates: they spell literals, comments and docstrings. */
  readonly helpers: HelperDeclareSpec;
  /** Formats the rendered text of a file. */
  readonly print: (text: string, path: string) => string;
  /** Returns the modules of the runtime that planned files need, by path. */
  readonly runtime: (files: readonly PlannedFile[], config: Config) => Iterable<readonly [path: string, text: string]>;
  /** Returns the path of a file in a folder of modules without a package; `undefined` if it has no place there. */
  readonly pathInProject: (path: string) => string | undefined;
}

/** A language as a target of `critgen generate`: with the rules of its registry, and the tools that check and compile packages. */
export interface Target extends Language {
  /** Rules for the name of a package. */
  readonly packageName: PackageName;
  /** Checks rendered files with the tools of the language. They are loaded when they are needed. */
  readonly verify: (files: RenderMap) => Promise<Verdict>;
  /** Creates a verifier for many runs, if that is faster than `verify`. */
  readonly createVerifier?: () => Promise<Verifier>;
  /** Path of its module, if it is outside of critgen. */
  readonly module?: string;
  /** Compilation of packages, if they contain compiled files. Without it, a package is its sources. */
  readonly build?: Build;
}

/** Rules of a language's registry for the name of a package. */
export interface PackageName {
  /** Name for error messages to suggest. */
  readonly example: string;
  /** Returns the problem of a name, if it has one. */
  readonly problemOf: (name: string) => string | undefined;
}

/** Result of a verification. */
export interface Verdict {
  readonly defects: readonly Defect[];
  /** Reason why the files were not verified, or not by all tools, such as "there is no `go` on the PATH". */
  readonly unverified?: string | undefined;
}

/** An error of a compiler in a rendered file: a defect of critgen, or of a schema that no check caught. */
export interface Defect {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Verifies files. It can run a compiler in another process, and `close` ends that. */
interface Verifier {
  (files: RenderMap): Verdict | Promise<Verdict>;
  readonly close: () => void;
}

/** Compilation of packages. */
export interface Build {
  /** Tells whether a file is compiled. */
  readonly isSource: (path: string) => boolean;
  /** Tells whether a file serves compilation alone: compiled packages lack it. */
  readonly isTool: (path: string) => boolean;
  /** Lists the compiled files of a package with these files. */
  readonly outputs: (paths: Iterable<string>) => readonly string[];
  /** Compiles the files, but not modules that an earlier package of this run has, too. */
  readonly compile: (files: RenderMap, earlier: EarlierModules) => Promise<Compiled>;
}

/** Compiled files of each module that this run has compiled, by a hash of all that they depend on. A build adds its own. */
export type EarlierModules = Map<string, RenderMap>;

/** Compiled files, or defects. */
export interface Compiled {
  readonly files: RenderMap;
  readonly defects: readonly Defect[];
}

/** The templates of a target, by their paths in its folder. Those in `partials/` serve the others. */
export interface Templates {
  /** Compiles templates; by default that of critgen's own, which the bundle has compiled. */
  readonly engine?: typeof Handlebars;
  readonly compile: (engine: typeof Handlebars, path: string) => TemplateDelegate;
  /** Names of the partials. */
  readonly partials: () => readonly string[];
}

/** A file of the package: its template, and the template's view. */
export interface PlannedFile {
  readonly path: string;
  readonly template: string;
  /** File of the schema that it is generated from. */
  readonly source: string;
  /** Hash of the view: it changes whenever the view does. */
  readonly fingerprint: string;
  readonly view: object;
}

/** Plans a file. */
export function planFile(path: string, template: string, source: string, view: object): PlannedFile {
  return { path, template, source: inSchema(source), fingerprint: fingerprint(view), view };
}

/** Returns the path of a file in its schema. The folder of an extension is no part of it: it differs between machines. */
export function inSchema(source: string): string {
  return source.replace(/^\.{0,2}\/.*?(?=(images\.yaml|messages\/[^\0]*)$)/, "");
}
