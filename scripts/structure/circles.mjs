/**
 * Finds the circles of a graph, sets of nodes that all reach each other, by Tarjan's algorithm.
 *
 * @param {Map<string, Iterable<string>>} graph targets by node
 * @returns {string[][]}
 */
export function circlesOf(graph) {
  const order = new Map();
  const low = new Map();
  const stack = [];
  const open = new Set();
  const circles = [];

  function visit(node) {
    order.set(node, order.size);
    low.set(node, order.get(node));
    stack.push(node);
    open.add(node);
    for (const target of graph.get(node) ?? []) {
      if (!order.has(target)) {
        visit(target);
        low.set(node, Math.min(low.get(node), low.get(target)));
      } else if (open.has(target)) {
        low.set(node, Math.min(low.get(node), order.get(target)));
      }
    }
    if (low.get(node) === order.get(node)) close(node);
  }

  function close(node) {
    const circle = stack.splice(stack.indexOf(node));
    for (const one of circle) open.delete(one);
    if (circle.length > 1) circles.push(circle.toSorted());
  }

  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return circles;
}
