/** Conversions of printf, with the characters that each can print. */
const CONVERSION = /%l?([udxs])/;
const DIGITS = "0123456789";
const PRINTED: Readonly<Record<string, string>> = { u: DIGITS, d: DIGITS, x: `${DIGITS}abcdef`, s: "" };

/** One step of a name: a fixed character, or a character of a conversion, which may repeat. */
interface Step {
  /** Possible characters; empty for any. */
  readonly chars: string;
  readonly repeats: boolean;
}

/** Returns the shortest name that both formats can print, if there is one. */
export function commonName(a: string, b: string): string | undefined {
  if (!beginAlike(a, b)) return undefined;
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

/** Returns whether the letters before the first conversions agree, which they do in few pairs. */
function beginAlike(a: string, b: string): boolean {
  const [left = "", right = ""] = [a, b].map((format) => format.split("%", 1)[0]);
  return left.startsWith(right) || right.startsWith(left);
}

/**
 * Splits a format into steps. A conversion prints at least one character, and `%d` no sign, because ids are not
 * negative.
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

/** Returns the moves after a common character: each side advances, or stays at a conversion. */
function successors(a: Step | undefined, b: Step | undefined): [number, number][] {
  const moves = (step: Step | undefined): number[] => (step?.repeats === true ? [1, 0] : [1]);
  return moves(a).flatMap((k) => moves(b).map((l): [number, number] => [k, l]));
}
