/** A word, number, text or mark, and its line. */
export interface Token {
  readonly text: string;
  readonly line: number;
  /** Whether blanks come before it. */
  readonly isApart?: true;
  /** Set if the token is not expanded, although a macro has its name. */
  readonly isFinal?: true;
}

const MOST_QUOTED = 60;

/** Quotes a text for a message; cuts it if it is long. */
export function quote(text: string): string {
  return `\`${text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text}\``;
}
