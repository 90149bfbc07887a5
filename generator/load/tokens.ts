import { tokenize } from "protobufjs";

/** A token of a .proto file, and where it stands. */
export interface Token {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly quoted: boolean;
  /** Its first character, and the one behind its last. */
  readonly start: number;
  readonly end: number;
}

/** Tokens with their places. protobufjs gives a string as three tokens; here it is one, without its quotes. */
export function* tokensOf(text: string): Generator<Token> {
  const tokens = tokenize(text, true);
  const placeOf = places(text);
  for (let token = tokens.next(); token !== null; token = tokens.next()) {
    const quoted = token === '"' || token === "'";
    const place = placeOf(token, tokens.line);
    if (!quoted) {
      yield { text: token, line: tokens.line, ...place, quoted };
      continue;
    }
    const value = tokens.next() ?? "";
    yield { text: value, line: tokens.line, ...placeOf(value, tokens.line), quoted };
    placeOf(tokens.next() ?? "", tokens.line);
  }
}

type Place = Pick<Token, "column" | "start" | "end">;

/** Tokens know their line. Their columns are found from left to right, in the text without its comments. */
function places(text: string): (token: string, line: number) => Place {
  const strings = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/;
  const commentOrString = new RegExp(`${strings.source}|/\\*[^]*?\\*/|//[^\\n]*`, "g");
  const blank = (found: string): string => (/^["']/.test(found) ? found : found.replaceAll(/[^\n]/g, " "));
  const lines = text.replaceAll(commentOrString, blank).split("\n");
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1);
  let last = 0;
  let from = 0;
  return (token, line) => {
    if (line !== last) from = 0;
    last = line;
    const index = lines[line - 1]?.indexOf(token, from) ?? -1;
    const column = index < 0 ? from : index;
    if (index >= 0) from = index + token.length;
    const start = (starts[line - 1] ?? 0) + column;
    return { column: column + 1, start, end: start + token.length };
  };
}
