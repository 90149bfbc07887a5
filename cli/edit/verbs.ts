/**
 * Options of the verbs that a recipe can have, with the words that each takes, in the order of the verb's keys. The
 * library has the same verbs; the options are here so that the help loads nothing.
 */
export const VERB_OPTIONS: Readonly<Record<string, { readonly words: readonly string[]; readonly about: string }>> = {
  address: { words: ["from", "to"], about: "replace an address in both ends of sockets" },
  cgroup: { words: ["from", "to"], about: "move a control group" },
  comm: { words: ["pid", "name"], about: "rename a process" },
  "drop-tcp": { words: ["port"], about: "close connections of TCP: a port, or all" },
  hostname: { words: ["name"], about: "rename the host" },
  limit: { words: ["pid", "resource", "soft", "hard"], about: "set a limit of a process" },
  "map-gid": { words: ["from", "to", "count"], about: "map a range of group ids" },
  "map-uid": { words: ["from", "to", "count"], about: "map a range of user ids" },
  "move-path": { words: ["from", "to"], about: "move a file or a folder: each path that a field holds" },
  "pipe-data": { words: ["pipe", "data"], about: "replace the data that wait in a pipe" },
  port: { words: ["protocol", "from", "to"], about: "move sockets to another port" },
  set: { words: ["field=value"], about: "set a field, such as files.img[id=7].reg.pos=0" },
  timer: { words: ["pid", "which", "left", "interval"], about: "set a timer of a process, in seconds" },
};
