import { Composer, type CST, type Document, LineCounter, type ParsedNode, Parser, YAMLParseError } from "yaml";

/** Largest number of lists and maps inside of each other: composing many more would need the whole stack. */
const DEEPEST = 200;

/** Parses YAML with all errors of its syntax. A text that is nested too deep is an empty document with that error. */
export function parsedYaml(text: string, lineCounter: LineCounter = new LineCounter()): Document {
  const tokens = [...new Parser(lineCounter.addNewLine).parse(text)];
  const offset = tooDeep(tokens);
  // The library compares each key with all others of its map.
  const composer = new Composer<ParsedNode>({ uniqueKeys: false, prettyErrors: false, logLevel: "error", lineCounter });
  const [document, other] = composer.compose(offset === undefined ? tokens : [], true, text.length);
  if (document === undefined) throw new Error("the library composes a document of any text");
  if (offset !== undefined) addError(document, offset, `More than ${DEEPEST} lists and maps are nested`);
  if (other !== undefined) addError(document, other.range[0], "The file has several documents");
  return document;
}

function addError(document: Document.Parsed, offset: number, message: string): void {
  document.errors.push(new YAMLParseError([offset, offset + 1], "RESOURCE_EXHAUSTION", message));
}

/** Returns the offset of the first list or map that is nested too deep. */
function tooDeep(tokens: readonly CST.Token[]): number | undefined {
  const rest = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST) return token.offset;
    for (const inner of innerOf(token)) rest.push({ token: inner, depth: depth + 1 });
  }
  return undefined;
}

function innerOf(token: CST.Token): CST.Token[] {
  const pairs = "items" in token ? token.items.flatMap(({ key, value }) => [key, value]) : [];
  const value = "value" in token && typeof token.value === "object" ? token.value : undefined;
  return [...pairs, value].filter((one) => one !== undefined && one !== null);
}
