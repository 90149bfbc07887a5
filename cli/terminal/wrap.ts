/** Shape of a paragraph. */
export interface Shape {
  /** Width of the lines in columns. */
  readonly width: number;
  /** Beginning of the first line. */
  readonly head?: string;
  /** Width of `head` in columns, if it has colors. */
  readonly headWidth?: number;
  /** Beginning of the other lines. */
  readonly indent?: string;
  /** Cuts words that are longer than a line. By default they exceed it, so that they can be copied. */
  readonly cut?: boolean;
}

/** Breaks a text at spaces into lines. */
export function wrap(text: string, { width, head = "", headWidth, indent = "", cut = false }: Shape): string[] {
  const lines: string[] = [];
  const words = text.split(" ").flatMap((word) => (cut ? piecesOf(word, width) : [word]));
  let [line, used] = [head, headWidth ?? head.length];
  for (const [i, word] of words.entries()) {
    if (i > 0 && used + word.length > width) {
      lines.push(line.trimEnd());
      [line, used] = [indent, indent.length];
    }
    line += `${word} `;
    used += word.length + 1;
  }
  return [...lines, line.trimEnd()];
}

function piecesOf(word: string, width: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < word.length; at += width) pieces.push(word.slice(at, at + width));
  return pieces.length === 0 ? [word] : pieces;
}
