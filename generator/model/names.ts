/**
 * Spelling of schema names in TypeScript. A name in capitals is an image's; in other names capitals inside a word stay.
 */

/** Splits a name into words: at dots, at underscores, and before a capital after a small letter or digit. */
function words(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .split(/[._]+/)
    .filter((word) => word !== "");
}

/** Converts `some_message` → `SomeMessage`, `outer.inner_enum` → `OuterInnerEnum`, `AN_IMAGE` → `AnImage`. */
export function pascalCase(name: string): string {
  return words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join("");
}

/** Converts `AN_IMAGE` → `anImage`. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** Converts `some_message` → `some-message`. */
export function kebabCase(name: string): string {
  return words(name).join("-").toLowerCase();
}

/** Returns whether the name of a type, in PascalCase, begins with a letter of ASCII: many languages need that. */
export function beginsWithLetter(code: string): boolean {
  return /^[A-Z]/.test(pascalCase(code));
}
