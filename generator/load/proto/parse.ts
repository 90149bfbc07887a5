import type { Location } from "../../model/problem.ts";
import { Cursor } from "./cursor.ts";
import { ProtoFault, tokensOf } from "./lexer.ts";
import { join } from "./parse-fields.ts";
import { parseExtend, parseStatement, type Statements } from "./parse-messages.ts";
import { parseOptionStatement } from "./parse-options.ts";
import type { Import, MethodNode, OptionNode, ProtoFile, ServiceNode, Word } from "./tree.ts";

const SYNTAXES: readonly string[] = ["proto2", "proto3"];

/** Scope of top-level names. It is without the package, because `package` may come anywhere in a file. */
const TOP = { scope: "", depth: 0 };

/** A file as far as it could be parsed, and the fault that ended parsing. */
export interface Parsed {
  readonly tree: ProtoFile;
  readonly fault?: ProtoFault;
  /** End of the last parsed statement. */
  readonly end: number;
}

/**
 * Parses a .proto file by protoc's grammar. protobufjs parses the accepted parts afterwards: it is more lenient, and
 * refuses other things that protoc accepts.
 */
export function parseProto(file: string, text: string): Parsed {
  const tree: ProtoFile = {
    name: file,
    file,
    text,
    syntax: undefined,
    package: undefined,
    imports: [],
    messages: [],
    enums: [],
    extends: [],
    services: [],
    options: [],
    others: [],
  };
  let end = 0;
  try {
    const cursor = new Cursor(file, tokensOf(file, text));
    if (cursor.is("syntax")) tree.syntax = parseSyntax(cursor);
    for (; !cursor.atEnd; end = cursor.end) parseStatement(cursor, tree, TOP, STATEMENTS);
    return { tree, end: text.length };
  } catch (error) {
    if (!(error instanceof ProtoFault)) throw error;
    return { tree, fault: error, end };
  }
}

function parseSyntax(cursor: Cursor): Word {
  cursor.expect("syntax");
  cursor.expect("=");
  const syntax = cursor.string("proto2 or proto3");
  if (!SYNTAXES.includes(syntax.text)) {
    throw unsupported(syntax.at, `\`${syntax.text}\` is not supported`, "write proto2 or proto3");
  }
  cursor.expect(";");
  return syntax;
}

function unsupported(at: Location, message: string, hint: string): ProtoFault {
  return new ProtoFault(at, message, hint, "unsupported");
}

const STATEMENTS: Statements<ProtoFile> = {
  others: new Map([
    ["service", (cursor, tree) => void tree.services.push(parseService(cursor, TOP.scope))],
    ["extend", (cursor, tree) => void tree.extends.push(parseExtend(cursor, TOP, tree.messages))],
    ["import", (cursor, tree) => void tree.imports.push(parseImport(cursor))],
    ["package", parsePackage],
    ["option", parseOptionStatement],
  ]),
  rest: (cursor) => {
    if (cursor.is("edition")) throw refusedEdition(cursor);
    cursor.unexpected();
  },
};

function refusedEdition(cursor: Cursor): ProtoFault {
  cursor.expect("edition");
  cursor.expect("=");
  const { text, at } = cursor.string("an edition");
  const hint = 'replace it by `syntax = "proto2";` or proto3';
  return unsupported(at, `the edition \`${text}\` is not supported`, hint);
}

function parsePackage(cursor: Cursor, tree: ProtoFile): void {
  const { at } = cursor;
  cursor.expect("package");
  const found = cursor.path("the name of a package");
  if (tree.package !== undefined) throw new ProtoFault(at, "the file has a package already", "remove one of them");
  cursor.expect(";");
  tree.package = found;
}

function parseImport(cursor: Cursor): Import {
  cursor.expect("import");
  const kind = cursor.accept("public") ? "public" : cursor.accept("weak") ? "weak" : "plain";
  const path = cursor.string("the path of a file");
  cursor.expect(";");
  return { ...path, kind };
}

function parseService(cursor: Cursor, scope: string): ServiceNode {
  const { from } = cursor.expect("service");
  const name = cursor.name("the name of a service");
  const path = join(scope, name.text);
  const methods: MethodNode[] = [];
  const options: OptionNode[] = [];
  cursor.body(name, () => {
    if (cursor.accept(";")) return;
    if (cursor.is("option")) parseOptionStatement(cursor, { options });
    else methods.push(parseMethod(cursor, path));
  });
  return { kind: "service", name, path, range: { from, to: cursor.end }, methods, options };
}

function parseMethod(cursor: Cursor, scope: string): MethodNode {
  const { from } = cursor.expect("rpc");
  const name = cursor.name("the name of a method");
  const input = parseMessageType(cursor);
  cursor.expect("returns");
  const output = parseMessageType(cursor);
  const options: OptionNode[] = [];
  if (cursor.accept("{")) {
    while (!cursor.accept("}")) if (!cursor.accept(";")) parseOptionStatement(cursor, { options });
  } else {
    cursor.expect(";");
  }
  const range = { from, to: cursor.end };
  return { kind: "method", name, path: join(scope, name.text), range, input, output, options };
}

function parseMessageType(cursor: Cursor): Word {
  cursor.expect("(");
  cursor.accept("stream");
  const type = cursor.typeName();
  cursor.expect(")");
  return type;
}
