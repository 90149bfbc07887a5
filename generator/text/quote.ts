/** Formats a text as a string of TypeScript or JSON. */
export function quote(text: unknown): string {
  return escapeText(JSON.stringify(String(text)));
}

/** Escapes invisible characters in JSON, and those that change the direction of text. */
export function escapeText(json: string): string {
  return json.replaceAll(/[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, escaped);
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
