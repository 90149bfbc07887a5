/** Lists of one kind in two checkpoints, matched by what their elements are. Numbers are indexes. */
export interface Matched {
  readonly pairs: readonly (readonly [number, number])[];
  readonly onlyA: readonly number[];
  readonly onlyB: readonly number[];
}

/** Texts that elements are matched by. */
export interface Texts {
  /** Text that tells them apart; those with equal ones are matched in order. */
  readonly key: (index: number) => string;
  /** All that they contain; absent if equal content has no precedence over the order. */
  readonly content?: (index: number) => string;
}

/** Matches elements: equal keys, and among those equal content first, then in order. */
export function match(a: readonly number[], b: readonly number[], ofA: Texts, ofB: Texts): Matched {
  const pairs: (readonly [number, number])[] = [];
  const take = (as: readonly number[], bs: readonly number[], textA: Texts["key"], textB: Texts["key"]): Left => {
    const groups = grouped(bs, textB);
    const left = as.filter((index) => {
      const partner = groups.get(textA(index))?.next().value;
      if (partner !== undefined) pairs.push([index, partner]);
      return partner === undefined;
    });
    const taken = new Set(pairs.map(([, index]) => index));
    return { onlyA: left, onlyB: bs.filter((index) => !taken.has(index)) };
  };
  const { content: contentA } = ofA;
  const { content: contentB } = ofB;
  let left: Left = { onlyA: a, onlyB: b };
  if (contentA !== undefined && contentB !== undefined)
    left = take(a, b, joined(ofA.key, contentA), joined(ofB.key, contentB));
  left = take(left.onlyA, left.onlyB, ofA.key, ofB.key);
  return { pairs: pairs.sort(([x], [y]) => x - y), ...left };
}

type Left = Omit<Matched, "pairs">;

const joined =
  (key: Texts["key"], content: Texts["key"]): Texts["key"] =>
  (index) =>
    `${key(index)}\0${content(index)}`;

/** Groups elements by their texts; each group hands them out in order. */
function grouped(all: readonly number[], textOf: Texts["key"]): Map<string, ArrayIterator<number>> {
  const groups = new Map<string, number[]>();
  for (const index of all) {
    const text = textOf(index);
    const known = groups.get(text);
    if (known === undefined) groups.set(text, [index]);
    else known.push(index);
  }
  return new Map([...groups].map(([text, group]) => [text, group.values()]));
}
