import { StreamLanguage, type StreamParser } from "@codemirror/language";
import type { Extension } from "@codemirror/state";

/** Loads the syntax of files, by their endings. */
const SYNTAX: Readonly<Record<string, () => Promise<StreamParser<unknown>>>> = {
  yaml: async () => (await import("@codemirror/legacy-modes/mode/yaml")).yaml,
  proto: async () => (await import("@codemirror/legacy-modes/mode/protobuf")).protobuf,
  ts: async () => (await import("@codemirror/legacy-modes/mode/javascript")).typescript,
  json: async () => (await import("@codemirror/legacy-modes/mode/javascript")).json,
  go: async () => (await import("@codemirror/legacy-modes/mode/go")).go,
  py: async () => (await import("@codemirror/legacy-modes/mode/python")).python,
};

/** Returns the colours of a file's syntax; none for an unknown ending. */
export async function syntaxOf(path: string): Promise<Extension> {
  const ending = path.slice(path.lastIndexOf(".") + 1);
  const load = Object.hasOwn(SYNTAX, ending) ? SYNTAX[ending] : undefined;
  return load === undefined ? [] : StreamLanguage.define(await load());
}
