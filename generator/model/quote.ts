/** A text as a TypeScript or JSON string. */
export function quote(text: unknown): string {
  return JSON.stringify(String(text)).replaceAll(
    /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    escaped,
  );
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
