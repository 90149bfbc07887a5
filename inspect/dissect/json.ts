import type { DissectNode } from "./node.ts";

/** Formats a node as one line of JSON. Integers keep all their digits, as in crit's JSON. */
export function nodeToJson(node: DissectNode): string {
  const { offset, size, kind, depth, header, entry, path, name, number, wire, type, value, raw, notes } = node;
  const names = JSON.stringify({ offset, size, kind, depth, header, entry, path, name, number, wire, type });
  const shown = [
    names.slice(0, -1),
    ...(value === undefined ? [] : [`"value":${value}`]),
    ...(raw === undefined ? [] : [`"raw":${raw}`]),
    ...(notes.length === 0 ? [] : [`"notes":${JSON.stringify(notes)}`]),
  ];
  return `${shown.join(",")}}`;
}
