import { type Document, isMap, isSeq, parseDocument, stringify } from "yaml";

/** A step of a recipe, as the page lists it. */
export interface StepLine {
  readonly verb: string;
  readonly text: string;
}

/** Steps of a text, or the reason for which it is no recipe. */
export interface RecipeLines {
  readonly steps: readonly StepLine[];
  readonly problem?: string;
}

/** Options of writing: a step has one line, however long it is. */
const STYLE = { lineWidth: 0 } as const;

/** Lists the steps of a text. Nothing is checked but the form of the list. */
export function recipeLines(text: string): RecipeLines {
  try {
    const { items } = listIn(text);
    return { steps: items.map(lineOf) };
  } catch (error) {
    return { steps: [], problem: (error as Error).message };
  }
}

/** Adds a step to a text, which keeps its comments. @throws {Error} if the text is no recipe */
export function withStep(text: string, verb: string, value: unknown): string {
  const { document } = listIn(text);
  const node = document.createNode({ [verb]: value });
  const [pair] = node.items;
  if (isMap(pair?.value)) pair.value.flow = true;
  if (document.contents === null) document.contents = document.createNode([]);
  document.add(node);
  return document.toString(STYLE);
}

/** Removes a step from a text, which keeps its other comments. @throws {Error} if the text is no recipe */
export function withoutStep(text: string, index: number): string {
  const { document, items } = listIn(text);
  document.deleteIn([index]);
  return items.length === 0 ? "" : document.toString(STYLE);
}

/** Parses a text as a list; an empty one is an empty list. */
function listIn(text: string): { readonly document: Document; readonly items: readonly unknown[] } {
  const document = parseDocument(text, { intAsBigInt: true, customTags: ["binary"], logLevel: "error" });
  const [error] = document.errors;
  if (error !== undefined) throw new Error(error.message.split("\n")[0]);
  const { contents } = document;
  if (contents === null) return { document, items: [] };
  if (!isSeq(contents)) throw new Error("a list of steps is expected: each begins with a dash");
  return { document: document as Document, items: contents.items };
}

function lineOf(item: unknown): StepLine {
  const [pair] = isMap(item) ? item.items : [];
  if (pair === undefined) return { verb: "?", text: stringify(item, STYLE).trim() };
  const { value } = pair;
  if (isMap(value)) value.flow = true;
  const text = value === null ? "" : stringify(value, STYLE).trim();
  return { verb: String(pair.key), text: text.replace(/^\{ (.*) \}$/s, "$1") };
}
