/** Characters that JSON.stringify leaves as they are, but a terminal interprets. */
const UNSAFE = /[\x7f-\x9f]/g;

/**
 * Formats JSON as crit does, with four spaces of indentation. Numbers and bigints keep all their digits; a name that is
 * not UTF-8 has lone surrogates, written as escapes.
 */
export function toJson(value: unknown, indent = "\n"): string {
  if (typeof value === "bigint") return `${value}`;
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value ?? null).replace(UNSAFE, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
  }
  const deeper = `${indent}    `;
  if (Array.isArray(value)) {
    return enclose(
      "[]",
      indent,
      value.map((element: unknown) => `${deeper}${toJson(element, deeper)}`),
    );
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return enclose(
    "{}",
    indent,
    members.map(([key, member]) => `${deeper}${toJson(key)}: ${toJson(member, deeper)}`),
  );
}

function enclose(brackets: string, indent: string, members: readonly string[]): string {
  return members.length === 0 ? brackets : `${brackets.charAt(0)}${members.join(",")}${indent}${brackets.charAt(1)}`;
}
