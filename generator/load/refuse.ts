import type { Problem } from "../model/problem.ts";
import { didYouMean } from "../model/suggest.ts";
import { integerOf } from "./integer.ts";
import { checkLabel } from "./labels.ts";
import type { Declaration, Range } from "./scan.ts";
import { isWellKnown } from "./well-known.ts";

/** What is known of the other files while one is checked. */
interface Others {
  /** The files that can be imported. */
  readonly files: readonly string[];
  /** What has this full name already. */
  readonly declared: (path: string) => Declaration | undefined;
}

/** A declaration that is not taken, and why. */
export interface Refusal {
  readonly declaration: Declaration;
  readonly problem: Problem;
}

/** What is wrong with a declaration; where nothing else is said, at its name. */
export type Fault = Omit<Problem, "at"> & Partial<Pick<Problem, "at">>;

const SYNTAXES = ["proto2", "proto3"];
const OPTIONS = /^\.?google\.protobuf\.\w+Options$/;
/** protobuf's own compiler goes no deeper. */
const MOST_DEPTH = 32;

const NAMELESS: ReadonlySet<string> = new Set(["syntax", "edition", "package", "import", "extend", "unended"]);

/** Declarations of a .proto file that protobufjs would accept, or mangle, and this compiler does not take. */
export function refuse(declarations: readonly Declaration[], others: Others): Refusal[] {
  const here = new Map<string, Declaration>();
  const checkTwice = createNumberCheck();
  const checkEmpty = createEnumCheck(declarations);
  const syntax = declarations.find(({ kind }) => kind === "syntax" || kind === "edition")?.path ?? "proto2";
  let renamed: Range | undefined;
  return declarations.flatMap((declaration) => {
    const declared = (path: string): Declaration | undefined => others.declared(path) ?? here.get(path);
    // What stands in something of a taken name has a taken name too: that is told once.
    const isTold = renamed !== undefined && declaration.range.from < renamed.to;
    const name = isNamed(declaration) && !isTold ? checkName(declaration, declared) : undefined;
    if (name !== undefined) renamed = declaration.range;
    if (isNamed(declaration) && !here.has(declaration.path)) here.set(declaration.path, declaration);
    const fault =
      name ??
      checkKind(declaration, others.files) ??
      checkNumber(declaration) ??
      checkTwice(declaration) ??
      checkLabel(declaration, syntax) ??
      checkEmpty(declaration);
    return fault === undefined ? [] : [{ declaration, problem: { at: declaration.at, ...fault } }];
  });
}

/** Whether the declaration gives something a name that nothing else may have. */
export function isNamed({ kind }: Declaration): boolean {
  return !NAMELESS.has(kind);
}

function checkKind({ kind, path, depth }: Declaration, files: readonly string[]): Fault | undefined {
  switch (kind) {
    case "group":
    case "service":
      return unsupported(`the ${kind} \`${path}\` is not supported`, "take it out");
    case "syntax":
      return SYNTAXES.includes(path)
        ? undefined
        : unsupported(`\`${path}\` is not supported`, "write proto2 or proto3");
    case "edition":
      return unsupported(
        `the edition \`${path}\` is not supported`,
        'write `syntax = "proto2";` or proto3 in its place',
      );
    case "extend":
      return OPTIONS.test(path)
        ? undefined
        : unsupported(`extensions of \`${path}\` are not supported`, "declare the field in it");
    case "import":
      return checkImport(path, files);
    case "package": {
      const name = path.split(".").find(isReserved);
      return name === undefined ? undefined : reserved(name, "no package can have it");
    }
    case "message":
      // What stands deeper stands in one that is told of.
      if (depth !== MOST_DEPTH) return undefined;
      return unsupported(`\`${lastOf(path)}\` stands in more than ${MOST_DEPTH - 1} messages`, "declare it outside");
    case "unended":
      return {
        code: "proto-syntax",
        message: `\`${path}\` does not end before the file does`,
        hint: "a `}` or a `;` is missing",
      };
    default:
      return undefined;
  }
}

/** No two fields of a message have one number. Values of an enum may, where it allows aliases: that the parser knows. */
function createNumberCheck(): (declaration: Declaration) => Fault | undefined {
  const numbers = new Map<string, Declaration>();
  return (declaration) => {
    const { path, number } = declaration;
    if (!isField(declaration)) return undefined;
    const key = `${ownerOf(path)} ${integerOf(number ?? "")}`;
    const other = numbers.get(key);
    numbers.set(key, declaration);
    if (other === undefined) return undefined;
    const message = `duplicate id ${number}: \`${other.path}\` has it`;
    return { code: "bad-number", message, hint: "give it another number" };
  };
}

/** An enum has a value. */
function createEnumCheck(declarations: readonly Declaration[]): (declaration: Declaration) => Fault | undefined {
  const owners = new Set(declarations.filter(({ kind }) => kind === "value").map(({ path }) => ownerOf(path)));
  return ({ kind, path }) =>
    kind !== "enum" || owners.has(path)
      ? undefined
      : { code: "bad-enum", message: `\`${path}\` has no values`, hint: "give it one, such as `NONE = 0;`" };
}

/** Protobuf writes numbers of up to 29 bits, and keeps a thousand of them for itself; values of enums have 32. */
function checkNumber(declaration: Declaration): Fault | undefined {
  const { kind, path, number = "" } = declaration;
  if (kind !== "value" && !isField(declaration)) return undefined;
  if (number === "") {
    return { code: "bad-number", message: `\`${path}\` has no number`, hint: `as in \`${lastOf(path)} = 1;\`` };
  }
  const value = integerOf(number);
  if (value !== undefined && (kind === "value" ? BigInt.asIntN(32, value) === value : isFieldNumber(value))) {
    return undefined;
  }
  const what = kind === "value" ? "value" : "field";
  return {
    code: "bad-number",
    message: `\`${path}\` has the number ${number}, which no ${what} can have`,
    hint:
      kind === "value"
        ? "numbers go from -2147483648 to 2147483647"
        : "numbers go from 1 to 536870911, without 19000 to 19999",
  };
}

function isFieldNumber(number: bigint): boolean {
  return (number >= 1 && number < 19_000) || (number > 19_999 && number < 2 ** 29);
}

function isField({ kind }: Declaration): boolean {
  return kind === "field" || kind === "map";
}

function ownerOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("."), 0));
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function unsupported(message: string, hint: string): Fault {
  return { code: "unsupported", message, hint };
}

function checkImport(path: string, files: readonly string[]): Fault | undefined {
  if (files.includes(path) || isWellKnown(path)) return undefined;
  const hint = didYouMean(path, files) ?? "files are imported by their path below messages/";
  return { code: "unknown-import", message: `there is no file \`${path}\` to import`, hint };
}

function checkName(declaration: Declaration, declared: Others["declared"]): Fault | undefined {
  const { path, kind } = declaration;
  const name = lastOf(path);
  if (isReserved(name)) {
    return reserved(name, isField(declaration) ? "a field of that name is never absent" : `no ${kind} can have it`);
  }
  const other = declared(path)?.at;
  if (other === undefined) return undefined;
  return {
    code: "duplicate-name",
    message: `\`${path}\` is declared already, in ${other.file}:${other.line}`,
    hint: "rename one of them",
  };
}

function isReserved(name: string): boolean {
  return name in Object.prototype;
}

function reserved(name: string, why: string): Fault {
  const message = `\`${name}\` is a name that every JavaScript object has: ${why}`;
  return { code: "reserved-name", message, hint: "give it another name" };
}
