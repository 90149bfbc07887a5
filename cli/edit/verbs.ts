/**
 * Options of the verbs that a recipe can have, with the words that each takes, in the order of the verb's keys. The
 * library has the same verbs; the options are here so that the help loads nothing.
 */
export const VERB_OPTIONS: Readonly<Record<string, { readonly words: readonly string[]; readonly about: string }>> = {
  set: { words: ["field=value"], about: "set a field, such as files.img[id=7].reg.pos=0" },
  hostname: { words: ["name"], about: "rename the host" },
  "move-path": { words: ["from", "to"], about: "move a file or a folder: each path that a field holds" },
};
