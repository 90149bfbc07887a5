import type { Problem } from "../model/problem.ts";
import { didYouMean } from "../model/suggest.ts";
import type { Declaration } from "./scan.ts";
import { isWellKnown } from "./well-known.ts";

/** What is known of the other files while one is checked. */
interface Others {
  /** The files that can be imported. */
  readonly files: readonly string[];
  /** What has this full name already. */
  readonly declared: (path: string) => Declaration | undefined;
}

const SYNTAXES = ["proto2", "proto3"];
const OPTIONS = /^\.?google\.protobuf\.\w+Options$/;

/** Declarations of a .proto file that protobufjs would accept, or mangle, and this compiler does not take. */
export function refuse(declarations: readonly Declaration[], others: Others): Problem[] {
  const here = new Map<string, Declaration>();
  const numbers = new Map<string, Declaration>();
  return declarations.flatMap((declaration) => {
    const declared = (path: string): Declaration | undefined => others.declared(path) ?? here.get(path);
    const problem = check(declaration, { files: others.files, declared }) ?? checkTwice(declaration, numbers);
    if (isNamed(declaration)) here.set(declaration.path, declaration);
    return problem === undefined ? [] : [{ ...problem, at: declaration.at }];
  });
}

/** Whether the declaration gives something a name that nothing else may have. */
export function isNamed({ kind }: Declaration): boolean {
  return kind !== "syntax" && kind !== "import" && kind !== "extend";
}

function check({ kind, path, number }: Declaration, others: Others): Omit<Problem, "at"> | undefined {
  switch (kind) {
    case "group":
    case "service":
      return unsupported(`the ${kind} \`${path}\` is not supported`, "take it out");
    case "syntax":
      return SYNTAXES.includes(path)
        ? undefined
        : unsupported(`\`${path}\` is not supported`, "write proto2 or proto3");
    case "extend":
      return OPTIONS.test(path)
        ? undefined
        : unsupported(`extensions of \`${path}\` are not supported`, "declare the field in it");
    case "import":
      return checkImport(path, others.files);
    case "field":
    case "map":
      return checkName(path, others.declared) ?? checkNumber(path, Number(number));
    default:
      return checkName(path, others.declared);
  }
}

/** No two fields of a message have one number. Values of an enum may, where it allows aliases: that the parser knows. */
function checkTwice(declaration: Declaration, numbers: Map<string, Declaration>): Omit<Problem, "at"> | undefined {
  const { kind, path, number } = declaration;
  if (kind !== "field" && kind !== "map") return undefined;
  const key = `${path.slice(0, path.lastIndexOf("."))} ${Number(number)}`;
  const other = numbers.get(key);
  numbers.set(key, declaration);
  if (other === undefined) return undefined;
  return {
    code: "bad-number",
    message: `duplicate id ${number}: \`${other.path}\` has it`,
    hint: "give it another number",
  };
}

/** Protobuf writes numbers of up to 29 bits, and keeps a thousand of them for itself. */
function checkNumber(path: string, number: number): Omit<Problem, "at"> | undefined {
  if ((number >= 1 && number < 19_000) || (number > 19_999 && number < 2 ** 29) || Number.isNaN(number))
    return undefined;
  const message = `\`${path}\` has the number ${number}, which no field can have`;
  return { code: "bad-number", message, hint: "numbers go from 1 to 536870911, without 19000 to 19999" };
}

function unsupported(message: string, hint: string): Omit<Problem, "at"> {
  return { code: "unsupported", message, hint };
}

function checkImport(path: string, files: readonly string[]): Omit<Problem, "at"> | undefined {
  if (files.includes(path) || isWellKnown(path)) return undefined;
  const hint = didYouMean(path, files) ?? "files are imported by their path below messages/";
  return { code: "unknown-import", message: `there is no file \`${path}\` to import`, hint };
}

function checkName(path: string, declared: Others["declared"]): Omit<Problem, "at"> | undefined {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (name in Object.prototype) {
    const message = `\`${name}\` is a name that every JavaScript object has: a field of that name is never absent`;
    return { code: "reserved-name", message, hint: "give it another name" };
  }
  const other = declared(path)?.at;
  if (other === undefined) return undefined;
  return {
    code: "duplicate-name",
    message: `\`${path}\` is declared already, in ${other.file}:${other.line}`,
    hint: "rename one of them",
  };
}
