import type { NodeRow } from "./node-row.ts";

/** A row of the tree: a node before the entries, an entry, or a node in one. */
export type Row =
  | { readonly entry: undefined; readonly node: NodeRow; readonly isOpen?: boolean }
  | { readonly entry: number; readonly node: undefined; readonly isOpen: boolean; readonly notes: NodeRow["notes"] }
  | { readonly entry: number; readonly node: NodeRow; readonly isOpen?: boolean };

/** A node, and whether its own nodes are visible; `undefined` if it has none. */
interface VisibleNode {
  readonly node: NodeRow;
  readonly isOpen: boolean | undefined;
}

/** Leaves out the nodes in closed ones. */
export function visibleNodes(nodes: readonly NodeRow[], closed: ReadonlySet<number>): VisibleNode[] {
  const visible: VisibleNode[] = [];
  let hidden = Number.POSITIVE_INFINITY;
  for (const [i, node] of nodes.entries()) {
    if (node.depth > hidden) continue;
    hidden = Number.POSITIVE_INFINITY;
    const hasNodes = (nodes[i + 1]?.depth ?? 0) > node.depth;
    const isOpen = hasNodes ? !closed.has(node.offset) : undefined;
    if (isOpen === false) hidden = node.depth;
    visible.push({ node, isOpen });
  }
  return visible;
}

interface OpenEntry {
  readonly entry: number;
  readonly row: number;
  readonly nodes: readonly VisibleNode[];
  readonly notes: NodeRow["notes"];
}

/** Rows of an image with any number of entries, most of which are closed. */
export class Rows {
  readonly count: number;
  readonly #before: readonly VisibleNode[];
  readonly #entries: number;
  /** Open entries in their order, each with its first row and its nodes. */
  readonly #open: OpenEntry[] = [];

  /** @param open nodes of open entries, the first of which is the entry itself */
  constructor(
    before: readonly NodeRow[],
    entries: number,
    open: ReadonlyMap<number, readonly NodeRow[]>,
    closed: ReadonlySet<number>,
  ) {
    this.#before = visibleNodes(before, closed);
    this.#entries = entries;
    let more = 0;
    for (const [entry, nodes] of [...open].sort(([a], [b]) => a - b)) {
      const visible = visibleNodes(nodes.slice(1), closed);
      this.#open.push({ entry, row: this.#before.length + entry + more, nodes: visible, notes: nodes[0]?.notes ?? [] });
      more += visible.length;
    }
    this.count = this.#before.length + entries + more;
  }

  at(row: number): Row | undefined {
    const before = this.#before[row];
    if (before !== undefined) return rowOf(undefined, before);
    let more = 0;
    for (const { entry, row: own, nodes, notes } of this.#open) {
      if (row < own) break;
      if (row === own) return { entry, node: undefined, isOpen: true, notes };
      const inside = nodes[row - own - 1];
      if (inside !== undefined) return rowOf(entry, inside);
      more += nodes.length;
    }
    const entry = row - this.#before.length - more;
    return entry < this.#entries ? { entry, node: undefined, isOpen: false, notes: [] } : undefined;
  }

  /** Returns the row of an entry. */
  rowOfEntry(entry: number): number {
    const more = this.#open.reduce((sum, one) => sum + (one.entry < entry ? one.nodes.length : 0), 0);
    return this.#before.length + entry + more;
  }

  /** Returns the row of the visible node with a byte, in an entry or before all; that of the entry if none has it. */
  rowAt(entry: number | undefined, offset: number): number | undefined {
    const nodes = entry === undefined ? this.#before : (this.#open.find((one) => one.entry === entry)?.nodes ?? []);
    const found = nodes.findLastIndex(
      ({ node }) => node.offset <= offset && offset < Math.max(node.end, node.offset + 1),
    );
    if (entry === undefined) return found === -1 ? undefined : found;
    return this.rowOfEntry(entry) + 1 + found;
  }
}

function rowOf(entry: number | undefined, { node, isOpen }: VisibleNode): Row {
  const open = isOpen === undefined ? {} : { isOpen };
  return entry === undefined ? { entry, node, ...open } : { entry, node, ...open };
}
