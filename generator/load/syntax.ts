import type { Location, Problem } from "../model/problem.ts";
import type { Declaration } from "./scan.ts";
import { tokensOf } from "./tokens.ts";

/** What protobufjs says of what it cannot parse, and how that is told here. */
const SENTENCES: readonly (readonly [said: RegExp, told: string])[] = [
  [/^illegal token '(.*)', '(.*)' expected$/s, "`$1` stands where `$2` should"],
  [/^illegal (?:end of input '.*'|\w+ 'null')$/, "the file ends before its last declaration does"],
  [/^illegal token '(.*)'$/s, "`$1` cannot stand here"],
  [/^illegal ([\w ]+) '(.*)'$/s, "`$2` cannot be the $1 here"],
  [/^illegal (comment|string)$/, "the $1 does not end"],
  [/^duplicate name '(\w+)' in \w+ (.*)$/, "there is another `$1` in `$2`"],
  [/^(name|id) '?(\w+)'? is reserved in \w+ (\S+)$/, "the $1 `$2` is reserved in `$3`"],
];

/** What the parser says, where it says it. */
export function syntaxProblem(
  file: string,
  text: string,
  declarations: readonly Declaration[],
  error: unknown,
): Problem {
  const said = (error as Error).message;
  const message = said.replace(/ \((?:[^()]*, )?line \d+\)$/, "");
  const [pattern, told] = SENTENCES.find(([pattern]) => pattern.test(message)) ?? [/$^/, ""];
  const line = Number(/line (\d+)\)$/.exec(said)?.[1] ?? 1);
  const at = placeOfTaken(message, declarations) ?? { file, line, column: columnOf(text, line, message) };
  return { code: "proto-syntax", message: message.replace(pattern, told), at };
}

/** Of a number or a name that is taken the parser says no line: that is the last declaration that has it. */
function placeOfTaken(message: string, declarations: readonly Declaration[]): Location | undefined {
  const [, id, name, owner] = /(?:id (\d+)|name '(\w+)') .*?(?:Type|Enum) (\w+)$/.exec(message) ?? [];
  if (owner === undefined) return undefined;
  return declarations.findLast(
    ({ path, number }) =>
      path.split(".").at(-2) === owner && (id === undefined ? path.endsWith(`.${name}`) : number === id),
  )?.at;
}

/** Where the token that the parser names stands in its line. */
function columnOf(text: string, line: number, message: string): number {
  const wanted = /'([^']+)'/.exec(message)?.[1];
  try {
    for (const token of tokensOf(text)) {
      if (token.line === line && token.text === wanted) return token.column;
      if (token.line > line) break;
    }
  } catch {
    // What has no tokens has no places of tokens.
  }
  return 1;
}
