import { CompletionItemKind } from "vscode-languageserver-types";
import { ENTRIES, MESSAGES } from "../../generator/load/grammar.ts";
import type { YamlPath } from "../../generator/load/source.ts";
import { isBoolean, isInteger, isVersion } from "../../generator/model/fields.ts";
import type { Model } from "../../generator/model/model.ts";
import type { Context } from "../yaml/context.ts";
import { type Candidate, plain } from "./candidate.ts";
import { fields, messages } from "./things.ts";

/** Lists what can be typed in a cell of a row's layout: messages, length fields, fields of conditions. */
export function inLayout(model: Model, context: Context): Candidate[] {
  const { path, typed } = context;
  const row = context.mapAt(path.slice(0, 2));
  const first = typeof row["first"] === "string" ? row["first"] : undefined;
  const entries = messageOf(ENTRIES, row["entries"]);
  switch (path[2]) {
    case "first":
      return messages(model);
    case "entries":
      return condition(model, typed, first) ?? messages(model);
    case "rest":
      return condition(model, typed, first) ?? [plain("bytes")];
    case "version":
      return fields(model, entries, isVersion);
    case "extra":
      return inExtra(model, context, entries);
    default:
      return [];
  }
}

function inExtra(model: Model, context: Context, entries: string | undefined): Candidate[] {
  const { path, typed } = context;
  const owner = ownerAt(context, path) ?? entries;
  const isCounted = path.at(-1) === "messages";
  if (/\(\w*$/.test(typed)) return fields(model, owner, isInteger);
  return condition(model, typed, owner) ?? (isCounted ? counted(model) : runs());
}

function counted(model: Model): Candidate[] {
  return messages(model).map((one) => ({ ...one, insert: `${one.label}(` }));
}

function runs(): Candidate[] {
  return ["bytes", "u16", "u32", "u64"].map((label) => ({
    ...{ label, kind: CompletionItemKind.Keyword, insert: `${label}(` },
  }));
}

/** Returns the message that nested parts belong to: that of the nearest `messages` around them. */
function ownerAt({ mapAt }: Context, path: YamlPath): string | undefined {
  for (let depth = path.length - 1; depth > 2; depth--) {
    if (path[depth] !== "extra") continue;
    const message = messageOf(MESSAGES, mapAt(path.slice(0, depth))["messages"]);
    if (message !== undefined) return message;
  }
  return undefined;
}

function messageOf(pattern: RegExp, cell: unknown): string | undefined {
  return typeof cell === "string" ? pattern.exec(cell)?.groups?.["message"] : undefined;
}

/** Lists booleans after ` if ` or ` unless `, and these words after a blank; undefined elsewhere. */
function condition(model: Model, typed: string, owner: string | undefined): Candidate[] | undefined {
  if (/ (?:if|unless) \w*$/.test(typed)) return fields(model, owner, isBoolean);
  return / \w*$/.test(typed) && owner !== undefined ? [plain("if"), plain("unless")] : undefined;
}
