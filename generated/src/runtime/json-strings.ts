// Copied by critgen 0.1.0 from its runtime: do not edit.

/** All but printable ASCII, and the two that JSON escapes. */
const SPECIAL = /["\\]|[^ -~]/;

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A text as a JSON string. */
export function jsonString(text: string): string {
  return SPECIAL.test(text) ? `"${escaped(text)}"` : `"${text}"`;
}

function escaped(text: string): string {
  let result = "";
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    const unit = text.charCodeAt(i);
    result += SPECIAL.test(char) ? (SHORT[char] ?? `\\u${unit.toString(16).padStart(4, "0")}`) : char;
  }
  return result;
}
