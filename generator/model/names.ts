/**
 * Names of the schema as TypeScript writes them. A name in capitals is an image's; in others the capitals inside a
 * word stay.
 */

/** Words of a name: at dots and underscores, and where a capital follows a small letter. */
function words(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .split(/[._]+/)
    .filter((word) => word !== "");
}

/** `some_message` → `SomeMessage`, `outer.inner_enum` → `OuterInnerEnum`, `AN_IMAGE` → `AnImage` */
export function pascalCase(name: string): string {
  return words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join("");
}

/** `AN_IMAGE` → `anImage` */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** `some_message` → `some-message` */
export function kebabCase(name: string): string {
  return words(name).join("-").toLowerCase();
}
