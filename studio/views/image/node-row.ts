import type { ImageLayout } from "criu-images/layouts";
import type { DissectNode, Note } from "../../../inspect/dissect/node.ts";

/** A node of an image as the page shows it. */
export interface NodeRow {
  readonly kind: DissectNode["kind"];
  readonly offset: number;
  readonly size: number;
  /** End of the bytes of the node and of all nodes in it. */
  readonly end: number;
  readonly depth: number;
  /** Last step of the path, such as `vmas[3]`. */
  readonly label: string;
  readonly path?: string;
  readonly type?: string;
  /** Value as JSON text, without what is beyond a limit. */
  readonly value?: string;
  readonly raw?: string;
  readonly number?: number;
  /** Message that declares the field. */
  readonly owner?: string;
  readonly notes: readonly Note[];
}

/** Longest value that is shown, in characters. */
const LONGEST = 4096;

/** Turns nodes into rows, with their ends and their messages; at most `most` of them. */
export function nodeRows(
  nodes: Iterable<DissectNode>,
  layout: ImageLayout | undefined,
  most: number = Number.POSITIVE_INFINITY,
): NodeRow[] {
  const rows: (NodeRow & { end: number })[] = [];
  // Messages around the current node, by depth, and rows whose ends are not known yet.
  const owners: (string | undefined)[] = [];
  const open: (NodeRow & { end: number })[] = [];
  for (const node of nodes) {
    while ((open.at(-1)?.depth ?? -1) >= node.depth) open.pop();
    const owner = owners[node.depth] ?? (node.depth === 0 ? undefined : layout?.entries?.message);
    if (node.kind === "message" || node.kind === "size") owners[node.depth + 1] = node.type;
    const row = rowOf(node, node.kind === "size" ? undefined : owner);
    for (const above of open) above.end = Math.max(above.end, row.end);
    if (rows.length < most) rows.push(row);
    open.push(row);
  }
  return rows;
}

function rowOf(node: DissectNode, owner: string | undefined): NodeRow & { end: number } {
  const { kind, offset, size, depth, path, type, value, raw, number, notes } = node;
  return {
    kind,
    offset,
    size,
    end: offset + size,
    depth,
    label: labelOf(node),
    notes,
    ...(path !== undefined && { path }),
    ...(type !== undefined && { type }),
    ...(value !== undefined && { value: value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value }),
    ...(raw !== undefined && { raw }),
    ...(number !== undefined && { number }),
    ...(owner !== undefined && { owner }),
  };
}

/** Names of nodes that are no fields. */
const KINDS: Readonly<Partial<Record<DissectNode["kind"], string>>> = {
  head: "head",
  magic: "magic",
  size: "message",
  extra: "extra",
  padding: "pad",
  rest: "rest",
  gap: "unreadable",
};

function labelOf({ kind, path }: DissectNode): string {
  const last = path?.split(".").at(-1);
  if (kind === "padding" || kind === "gap" || last === undefined) return KINDS[kind] ?? kind;
  return last;
}
