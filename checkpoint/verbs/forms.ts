/* The verbs of recipes as data: command lines and forms are made from them. Nothing is imported, so that help loads no code. */

/** A key of a verb in a recipe: the value that it takes. */
export interface VerbKey {
  readonly about: string;
  /**
   * - `integer`, `number`: with `least` and `most`
   * - `text`, `path` (absolute), `address` (of IPv4 or IPv6)
   * - `bytes`: a text in UTF-8, or bytes
   * - `texts`: a list of texts
   * - `word`: one of `words`
   */
  readonly kind: "integer" | "number" | "text" | "path" | "address" | "bytes" | "texts" | "word";
  readonly least?: number;
  readonly most?: number | bigint;
  /** Words that an integer can be in place of digits, or all that a word can be. */
  readonly words?: readonly string[];
  /** Space of relations.yaml that a number is an id of. */
  readonly space?: string;
}

/** The form of a verb in a recipe. */
export interface VerbForm {
  /** Its effect in a few words, for help. */
  readonly title: string;
  /** Its effect, for lists of verbs. */
  readonly about: string;
  /** Its keys in a recipe, which are also the words of its option on a command line; none: paths and values. */
  readonly keys: Readonly<Record<string, VerbKey>>;
}

/** Protocols of sockets with ports. */
export const PROTOCOL_NAMES = ["tcp", "udp", "udplite"] as const;

/** Limits by their numbers on most machines; include/uapi/asm-generic/resource.h of Linux. */
export const RESOURCES = [
  "cpu",
  "fsize",
  "data",
  "stack",
  "core",
  "rss",
  "nproc",
  "nofile",
  "memlock",
  "as",
  "locks",
  "sigpending",
  "msgqueue",
  "nice",
  "rtprio",
  "rttime",
] as const;

/** Timers of setitimer(2). */
export const TIMER_NAMES = ["real", "virtual", "prof"] as const;

/** Access modes by their numbers; include/uapi/asm-generic/fcntl.h. */
export const ACCESS_NAMES = ["read", "write", "read-write"] as const;

/** Largest id of a user or a group: all bits set stand for none. */
export const LARGEST_ID: number = 2 ** 32 - 2;

const WORD = 2 ** 32 - 1;
const WIDE = 2n ** 64n - 1n;

/** Longest time, in seconds: a hundred years. */
const LONGEST = 100 * 366 * 86_400;

/** PID_MAX_LIMIT of Linux. */
const PID: VerbKey = { about: "process", kind: "integer", least: 1, most: 2 ** 22, space: "process" };

const integer = (about: string, least: number, most: number | bigint, ...words: string[]): VerbKey => ({
  ...{ about, kind: "integer", least, most },
  ...(words.length > 0 && { words }),
});
const text = (about: string): VerbKey => ({ about, kind: "text" });
const path = (about: string): VerbKey => ({ about, kind: "path" });
const address = (about: string): VerbKey => ({ about, kind: "address" });
const bytes = (about: string): VerbKey => ({ about, kind: "bytes" });
const seconds = (about: string): VerbKey => ({ about, kind: "number", least: 0, most: LONGEST });
const word = (about: string, words: readonly string[]): VerbKey => ({ about, kind: "word", words });
const port = (about: string, ...words: string[]): VerbKey => integer(about, 1, 65_535, ...words);

/** Keys of a range of ids. */
const RANGE = {
  from: integer("first id", 0, LARGEST_ID),
  to: integer("first new id", 0, LARGEST_ID),
  count: integer("number of ids", 1, LARGEST_ID + 1),
};

/** All verbs, by their names in recipes. */
export const VERB_FORMS: Readonly<Record<string, VerbForm>> = {
  add: {
    title: "open a regular file",
    about:
      "gives a process a descriptor of a regular file: flags of open(2) as a number, or `read`, `write`, `read-write`",
    keys: {
      pid: PID,
      // sysctl_nr_open of Linux.
      fd: integer("descriptor", 0, 2 ** 20 - 1),
      path: path("path of the file"),
      flags: integer("flags of open(2)", 0, WORD, ...ACCESS_NAMES),
      pos: integer("position in the file", 0, WIDE),
    },
  },
  "add-env": {
    title: "add a variable",
    about: "adds a variable to the environment of a process, in the room of one that was removed",
    keys: { pid: PID, name: text("name"), value: text("value") },
  },
  address: {
    title: "replace it in sockets",
    about: "replaces an address of IPv4 or IPv6 in both ends of all sockets",
    keys: { from: address("address"), to: address("new address") },
  },
  arg: {
    title: "change an argument",
    about: "changes an argument of a process, by its number; 0 is the program",
    keys: { pid: PID, index: integer("number", 0, 2 ** 20), value: bytes("new argument") },
  },
  cgroup: {
    title: "move a control group",
    about: "moves a control group with all in it",
    keys: { from: path("path"), to: path("new path") },
  },
  comm: {
    title: "rename a process",
    about: "renames a process and its main thread, as prctl(PR_SET_NAME) does",
    keys: { pid: PID, name: text("name of at most 15 bytes") },
  },
  cpu: {
    title: "mask features, by name",
    about:
      "masks features of an x86 processor, by their names in /proc/cpuinfo: the machine that restores can lack them",
    keys: { without: { about: "features", kind: "texts" } },
  },
  "drop-tcp": {
    title: "close connections: of a port, or all",
    about: "closes connections of TCP, as `criu restore --tcp-close` does; `all`, or the port of one of their ends",
    keys: { port: port("port of an end", "all") },
  },
  env: {
    title: "change a variable",
    about: "changes a variable of the environment that a process was started with",
    keys: { pid: PID, name: text("name"), value: text("new value") },
  },
  file: {
    title: "take sizes and modes from a folder",
    about: "takes sizes and modes of open files from those below a root folder, because a restore compares them",
    keys: { root: text("folder") },
  },
  hostname: {
    title: "rename the host",
    about: "renames the host, in all namespaces",
    keys: { name: text("name of the host") },
  },
  limit: {
    title: "set a limit",
    about:
      "sets a limit of a process: its soft and its hard value, a number or `none`; adds one that its kernel did not have",
    keys: {
      pid: PID,
      resource: word("resource", RESOURCES),
      soft: integer("soft value", 0, WIDE, "none"),
      hard: integer("hard value", 0, WIDE, "none"),
    },
  },
  "map-gid": {
    title: "map group ids",
    about: "maps a range of group ids: the first one, the first new one, and their number",
    keys: RANGE,
  },
  "map-uid": {
    title: "map user ids",
    about: "maps a range of user ids: the first one, the first new one, and their number",
    keys: RANGE,
  },
  "move-path": {
    title: "move a file or a folder",
    about: "moves a file, or a folder with all in it: each path that a field holds",
    keys: { from: path("path"), to: path("new path") },
  },
  "pipe-data": {
    title: "replace waiting data",
    about: "replaces the data that wait in a pipe, by its id: a text, or bytes",
    keys: { pipe: integer("id of the pipe", 0, WORD), data: bytes("new data") },
  },
  port: {
    title: "move sockets",
    about: "moves sockets from a port to another one, and connections to it from inside of the checkpoint",
    keys: { protocol: word("protocol", PROTOCOL_NAMES), from: port("port"), to: port("new port") },
  },
  remove: {
    title: "close a descriptor",
    about: "closes a descriptor of a process, and its open file if it was the last that refers to it",
    keys: { pid: PID, fd: integer("descriptor", 0, 2 ** 31 - 1) },
  },
  "remove-env": {
    title: "remove a variable",
    about: "removes a variable from the environment that a process was started with",
    keys: { pid: PID, name: text("name") },
  },
  replace: {
    title: "replace a text in memory",
    about: "replaces a text, or bytes, wherever it stands in the memory of a process by another of the same length",
    keys: { pid: PID, from: bytes("text"), to: bytes("new text of the same length") },
  },
  set: {
    title: "set a field, by its path",
    about: "sets fields by their paths; null removes an optional one",
    keys: {},
  },
  timer: {
    title: "set a timer",
    about: "sets a timer of a process, as setitimer does: seconds left, and seconds between later ones; 0 stops it",
    keys: {
      pid: PID,
      which: word("timer", TIMER_NAMES),
      left: seconds("seconds left"),
      interval: seconds("seconds between later ones"),
    },
  },
};
