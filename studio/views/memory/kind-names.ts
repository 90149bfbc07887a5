/** Names of the sources of bytes, for people. */
export const KIND_NAMES: Readonly<Record<string, string>> = {
  here: "in this checkpoint",
  parent: "in a parent",
  file: "in files that are not here",
  zeros: "never written (zeros)",
  "no-access": "kernel memory, or forbidden",
  lazy: "left to be sent later",
  "no-parent": "in a parent that is not here",
  lost: "lost",
  unmapped: "in no area",
};
