/** What a conversion of printf prints, as a set of characters, and a sign where it can have one. */
const CONVERSION = /%l?([udxs])/;
const DIGITS = "0123456789";
const PRINTED: Readonly<Record<string, string>> = { u: DIGITS, d: DIGITS, x: `${DIGITS}abcdef`, s: "" };

/** One character of a name: a certain one, or one of those that a conversion prints, which can be repeated. */
interface Step {
  /** Any character where it is empty. */
  readonly chars: string;
  readonly repeats: boolean;
}

/** A name that both formats print, the shortest there is; none where no file can be of both. */
export function commonName(a: string, b: string): string | undefined {
  const [left, right] = [stepsOf(a), stepsOf(b)];
  let states = new Map([["0 0", { i: 0, j: 0, name: "" }]]);
  const seen = new Set(states.keys());
  while (states.size > 0) {
    const next = new Map<string, { i: number; j: number; name: string }>();
    for (const { i, j, name } of states.values()) {
      if (i === left.length && j === right.length) return name;
      const char = commonChar(left[i], right[j]);
      if (char === undefined) continue;
      for (const [k, l] of successors(left[i], right[j])) {
        const key = `${i + k} ${j + l}`;
        if (seen.has(key)) continue;
        seen.add(key);
        next.set(key, { i: i + k, j: j + l, name: name + char });
      }
    }
    states = next;
  }
  return undefined;
}

/**
 * Ids are not negative: `%d` prints no sign. A conversion prints one character or more: the step is taken, and can be
 * taken again.
 */
function stepsOf(format: string): Step[] {
  return format.split(/(%l?[udxs])/).flatMap((part): Step[] => {
    const [, conversion] = CONVERSION.exec(part) ?? [];
    if (conversion !== undefined) return [{ chars: PRINTED[conversion] ?? "", repeats: true }];
    return [...part].map((chars) => ({ chars, repeats: false }));
  });
}

function commonChar(a: Step | undefined, b: Step | undefined): string | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a.chars === "" || b.chars === "") return a.chars[0] ?? b.chars[0] ?? "a";
  return [...a.chars].find((char) => b.chars.includes(char));
}

/** After a common character either side goes on, or stays where its conversion prints more. */
function successors(a: Step | undefined, b: Step | undefined): [number, number][] {
  const moves = (step: Step | undefined): number[] => (step?.repeats === true ? [1, 0] : [1]);
  return moves(a).flatMap((k) => moves(b).map((l): [number, number] => [k, l]));
}
