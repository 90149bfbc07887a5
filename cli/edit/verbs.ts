/**
 * Options of the verbs that a recipe can have, with the words that each takes, in the order of the verb's keys. The
 * library has the same verbs; the options are here so that the help loads nothing.
 */
export const VERB_OPTIONS: Readonly<Record<string, { readonly words: readonly string[]; readonly about: string }>> = {
  add: { words: ["pid", "fd", "path", "flags", "pos"], about: "open a regular file" },
  "add-env": { words: ["pid", "name", "value"], about: "add a variable" },
  address: { words: ["from", "to"], about: "replace it in sockets" },
  arg: { words: ["pid", "index", "value"], about: "change an argument" },
  cgroup: { words: ["from", "to"], about: "move a control group" },
  comm: { words: ["pid", "name"], about: "rename a process" },
  cpu: { words: ["without"], about: "mask features, by name" },
  "drop-tcp": { words: ["port"], about: "close connections: of a port, or all" },
  env: { words: ["pid", "name", "value"], about: "change a variable" },
  file: { words: ["root"], about: "take sizes and modes from a folder" },
  hostname: { words: ["name"], about: "rename the host" },
  limit: { words: ["pid", "resource", "soft", "hard"], about: "set a limit" },
  "map-gid": { words: ["from", "to", "count"], about: "map group ids" },
  "map-uid": { words: ["from", "to", "count"], about: "map user ids" },
  "move-path": { words: ["from", "to"], about: "move a file or a folder" },
  "pipe-data": { words: ["pipe", "data"], about: "replace waiting data" },
  port: { words: ["protocol", "from", "to"], about: "move sockets" },
  remove: { words: ["pid", "fd"], about: "close a descriptor" },
  "remove-env": { words: ["pid", "name"], about: "remove a variable" },
  replace: { words: ["pid", "from", "to"], about: "replace a text in memory" },
  set: { words: ["field=value"], about: "set a field, by its path" },
  timer: { words: ["pid", "which", "left", "interval"], about: "set a timer" },
};
