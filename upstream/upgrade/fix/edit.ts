import type { ts } from "ts-morph";

/** Replacement of a part of a file's text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Returns an edit that replaces a node; of a text between quotes, only what is between them. */
export function replaceName(node: ts.Node, text: string): Edit {
  const quote = /^["'`]/.test(node.getText()) ? 1 : 0;
  return { start: node.getStart() + quote, end: node.getEnd() - quote, text };
}

export function insert(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** Sorts edits by their place. If two overlap or are equal, only the first stays. */
export function inOrder(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = kept.at(-1);
    if (last === undefined || (edit.start >= last.end && !isSame(edit, last))) kept.push(edit);
  }
  return kept;
}

function isSame(edit: Edit, last: Edit): boolean {
  return last.start === edit.start && last.end === edit.end && last.text === edit.text;
}

/** Applies edits in order to a text. */
export function apply(text: string, edits: readonly Edit[]): string {
  let result = "";
  let done = 0;
  for (const { start, end, text: now } of edits) {
    result += text.slice(done, start) + now;
    done = end;
  }
  return result + text.slice(done);
}

/** Returns a function from offsets before edits in order to those after them; it takes growing offsets. */
export function mover(edits: readonly Edit[]): (offset: number) => number {
  let next = 0;
  let shift = 0;
  return (offset) => {
    for (let edit = edits[next]; edit !== undefined && edit.start < offset; edit = edits[++next]) {
      shift += edit.text.length - (edit.end - edit.start);
    }
    return offset + shift;
  };
}
