import type { OptionNode } from "./tree.ts";

/** Returns the option of a plain name. */
export function optionNamed(
  { options }: { readonly options: readonly OptionNode[] },
  name: string,
): OptionNode | undefined {
  return options.find(({ name: [part, more] }) => part?.text === name && !part.isExtension && more === undefined);
}

/** Returns whether an option is true. */
export function isTrue(node: { readonly options: readonly OptionNode[] }, name: string): boolean {
  const value = optionNamed(node, name)?.value;
  return value?.kind === "name" && value.text === "true";
}
