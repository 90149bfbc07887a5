import { HERE, type Mistake } from "./mistake.ts";

/* Mistakes in the text itself, in its beginning, in extras, and in data that crit's JSON has no place for. */

const fifo = (entry: string): string => `{"magic": "FIFO", "entries": [${entry}]}`;
const named = (nodename: string): string =>
  `{"magic": "UTSNS", "entries": [{"nodename": ${nodename}, "domainname": ""}]}`;
const good = '{"id": 1, "pipe_id": 2}';

/** Texts that are no JSON, or end too early. */
export const SYNTAX: Readonly<Record<string, readonly Mistake[]>> = {
  FIFO: [
    ["no text", "truncated", HERE],
    ["blanks alone", "truncated", `\n  ${HERE}`],
    ["an object that does not end", "truncated", `{"magic": "FIFO", "entries": [${good}] ${HERE}`],
    ["a list that does not end", "truncated", `{"magic": "FIFO", "entries": [${good}, ${HERE}`],
    ["an entry that does not end", "truncated", `{"magic": "FIFO", "entries": [{"id": 1${HERE}`],
    ["a name that does not end", "truncated", `{"magic": "FIFO", "entries": [{"i${HERE}`],
    ["a property without a value", "truncated", `{"magic": "FIFO", "entries": [{"id":${HERE}`],
    ["a text after the end", "bad-json", `${fifo(good)} ${HERE}x`],
    ["a second image after the end", "bad-json", `${fifo(good)}\n${HERE}${fifo(good)}`],
    ["a comma after the last entry", "bad-json", fifo(`${good},${HERE}`)],
    ["a comma after the last field", "bad-json", fifo(`{"id": 1, "pipe_id": 2, ${HERE}}`)],
    ["a comma before the first field", "bad-json", fifo(`{${HERE}, "id": 1, "pipe_id": 2}`)],
    ["no comma between fields", "bad-json", fifo(`{"id": 1 ${HERE}"pipe_id": 2}`)],
    ["no comma between entries", "bad-json", fifo(`${good} ${HERE}${good}`)],
    ["no colon", "bad-json", fifo(`{"id" ${HERE}1, "pipe_id": 2}`)],
    ["no value", "bad-json", fifo(`{"id": ${HERE}, "pipe_id": 2}`)],
    ["a name without quotes", "bad-json", fifo(`{${HERE}id: 1, "pipe_id": 2}`)],
    ["a name in single quotes", "bad-json", fifo(`{${HERE}'id': 1, "pipe_id": 2}`)],
    ["a bracket of the wrong kind", "bad-json", fifo(`{"id": 1, "pipe_id": 2${HERE}]`)],
    ["a hexadecimal number without quotes", "bad-json", fifo(`{"id": ${HERE}0x1, "pipe_id": 2}`)],
    ["a number with a leading zero", "bad-json", fifo(`{"id": ${HERE}007, "pipe_id": 2}`)],
    ["a number with a plus", "bad-json", fifo(`{"id": ${HERE}+1, "pipe_id": 2}`)],
    ["a number with an underscore", "bad-json", fifo(`{"id": ${HERE}1_000, "pipe_id": 2}`)],
    ["a word that JSON does not have", "bad-json", fifo(`{"id": ${HERE}None, "pipe_id": 2}`)],
    ["a comment", "bad-json", fifo(`{"id": 1, ${HERE}/* */ "pipe_id": 2}`)],
  ],
  UTSNS: [
    ["a text that does not end", "truncated", `{"magic": "UTSNS", "entries": [{"nodename": "a${HERE}`],
    ["an escape that does not end", "truncated", `{"magic": "UTSNS", "entries": [{"nodename": "\\u00${HERE}`],
    ["an escape that JSON does not have", "bad-json", named(`"é${HERE}\\x41"`)],
    ["an escape of three digits", "bad-json", named(`"${HERE}\\u004"`)],
    ["a line end in a text", "bad-json", named(`"é${HERE}\n"`)],
    ["a tab in a text", "bad-json", named(`"a${HERE}\t"`)],
  ],
  PIPES_DATA: [
    [
      "a line end in base64",
      "bad-json",
      `{"magic": "PIPES_DATA", "entries": [{"pipe_id": 1, "bytes": 3, "extra": "AAAA${HERE}\n"}]}`,
    ],
  ],
};

/** Texts that no string of an image can be, and an offset in bytes. */
const STRINGS: Readonly<Record<string, readonly Mistake[]>> = {
  UTSNS: [
    ["half of a character", "bad-value", named(`${HERE}"\\ud83d"`), "entries[0].nodename"],
    ["the halves of a character, swapped", "bad-value", named(`${HERE}"\\ude00\\ud83d"`), "entries[0].nodename"],
    [
      "a number after a text of several bytes a character",
      "bad-value",
      `{"magic": "UTSNS", "entries": [{"nodename": "\u{1f600}é", "domainname": ${HERE}5}]}`,
      "entries[0].domainname",
    ],
  ],
};

/** Mistakes before and after the entries. */
const HEADS: Readonly<Record<string, readonly Mistake[]>> = {
  FIFO: [
    ["no object", "bad-json", `${HERE}[]`],
    ["a word", "bad-json", `${HERE}null`],
    ["no magic and no entries", "bad-json", `{}${HERE}`],
    ["no magic", "bad-json", `{"entries": [${good}]}${HERE}`],
    ["no entries", "bad-json", `{"magic": "FIFO"}${HERE}`],
    ["a magic that no image has", "bad-json", `{"magic": ${HERE}"FIFOO", "entries": []}`],
    ["a magic in small letters", "bad-json", `{"magic": ${HERE}"fifo", "entries": []}`],
    ["the name of a method as the magic", "bad-json", `{"magic": ${HERE}"toString", "entries": []}`],
    ["a number as the magic", "bad-json", `{"magic": ${HERE}5, "entries": []}`],
    ["an object as the entries", "bad-json", `{"magic": "FIFO", "entries": ${HERE}{}}`],
    ["a number as an entry", "bad-json", fifo(`${good}, ${HERE}5`)],
    ["a list as an entry", "bad-json", fifo(`${HERE}[]`)],
    ["an unknown property", "bad-json", `{"magic": "FIFO", ${HERE}"entreis": [], "entries": []}`],
    ["an unknown property after the entries", "bad-json", `{"magic": "FIFO", "entries": [], ${HERE}"x": 1}`],
    ["two magics", "bad-json", `{"magic": "FIFO", ${HERE}"magic": "FIFO", "entries": []}`],
    ["a magic after the entries, too", "bad-json", `{"magic": "FIFO", "entries": [], ${HERE}"magic": "FIFO"}`],
    ["entries twice", "bad-json", `{"magic": "FIFO", "entries": [], ${HERE}"entries": []}`],
    ["entries twice before the magic", "bad-json", `{"entries": [], ${HERE}"entries": [], "magic": "FIFO"}`],
    ["an unknown property of $kept", "bad-json", `{"magic": "FIFO", "$kept": {${HERE}"order": "big"}, "entries": []}`],
    ["a default in $kept", "bad-json", `{"magic": "FIFO", "$kept": {"byteOrder": ${HERE}"little"}, "entries": []}`],
    ["an unknown version in $kept", "bad-json", `{"magic": "FIFO", "$kept": {"version": ${HERE}"v2"}, "entries": []}`],
    ["another image in $kept", "bad-json", `{"magic": "FIFO", "$kept": {"image": ${HERE}"FDINFO"}, "entries": []}`],
    ["an unknown image in $kept", "bad-json", `{"magic": "FIFO", "$kept": {"image": ${HERE}"X"}, "entries": []}`],
    ["a list as $kept", "bad-json", `{"magic": "FIFO", "$kept": ${HERE}[], "entries": []}`],
    ["$kept after the entries", "bad-json", `{"magic": "FIFO", "entries": [], ${HERE}"$kept": {}}`],
    ["$kept after the entries, before the magic", "bad-json", `{"entries": [], ${HERE}"$kept": {}, "magic": "FIFO"}`],
    [
      "a property of $kept twice",
      "bad-json",
      `{"magic": "FIFO", "$kept": {"image": "FIFO", ${HERE}"image": "FIFO"}, "entries": []}`,
    ],
  ],
  PAGES: [["an image without JSON", "raw-image", '{"magic": "PAGES", "entries": []}']],
};

const desc = '"desc": {"key": 1, "uid": 0, "gid": 0, "cuid": 0, "cgid": 0, "mode": 0, "id": 0}';

/** Returns the JSON of an image with one entry, and text after that entry. */
function image(magic: string, fields: string, after = ""): string {
  return `{"magic": "${magic}", "entries": [{${fields}}${after}]}`;
}

const pipe = (bytes: number, more: string, after?: string): string =>
  image("PIPES_DATA", `"pipe_id": 1, "bytes": ${bytes}${more}`, after);
const semaphores = (nsems: number, more: string, after?: string): string =>
  image("IPCNS_SEM", `${desc}, "nsems": ${nsems}${more}`, after);
const messages = (qnum: number, extra: string): string =>
  image("IPCNS_MSG", `${desc}, "qbytes": 9, "qnum": ${qnum}, "extra": ${extra}`);
const sent = '{"mtype": 1, "msize": 3}';
const map = (extra: string): string =>
  image("BPFMAP_DATA", `"map_id": 1, "keys_bytes": 1, "values_bytes": 2, "count": 1, "extra": ${extra}`);
const queues = (extra: string, after?: string): string =>
  image(
    "TCP_STREAM",
    `"inq_len": 1, "inq_seq": 1, "outq_len": 2, "outq_seq": 1, "opt_mask": 0, "snd_wscale": 0, "mss_clamp": 0${extra}`,
    after,
  );
const ghost = (more: string, after?: string): string =>
  image("GHOST_FILE", `"uid": 0, "gid": 0, "mode": 0${more}`, after);

/** Mistakes in extras: a length is compared after the part, or after the message that has none. */
const EXTRAS: Readonly<Record<string, readonly Mistake[]>> = {
  PIPES_DATA: [
    ["no extra", "bad-length", pipe(3, "", HERE), "entries[0].extra"],
    ["a short extra", "bad-length", pipe(3, `, "extra": "AAA="${HERE}`), "entries[0].extra"],
    ["a long extra", "bad-length", pipe(1, `, "extra": "AAA="${HERE}`), "entries[0].extra"],
    ["a number as the extra", "bad-value", pipe(3, `, "extra": ${HERE}5`), "entries[0].extra"],
    ["an object as the extra", "bad-value", pipe(3, `, "extra": ${HERE}{}`), "entries[0].extra"],
    ["the size of the extra", "bad-value", pipe(3, `, "extra": ${HERE}"... <3B>"`), "entries[0].extra"],
    ["a character that base64 does not have", "bad-value", pipe(3, `, "extra": "AA${HERE}*A"`), "entries[0].extra"],
    ["a character of base64 after the padding", "bad-value", pipe(3, `, "extra": "AA=${HERE}A"`), "entries[0].extra"],
    ["base64 for URLs", "bad-value", pipe(3, `, "extra": "A\\n\\u0041A${HERE}_"`), "entries[0].extra"],
    ["half of base64's padding", "bad-value", pipe(1, `, "extra": "AA=${HERE}"`), "entries[0].extra"],
    ["base64 of six bits", "bad-value", pipe(3, `, "extra": "AAAAA${HERE}"`), "entries[0].extra"],
    ["two extras", "bad-json", pipe(3, `, "extra": "AAAA", ${HERE}"extra": "AAAA"`)],
  ],
  IPCNS_SEM: [
    ["no extra", "bad-length", semaphores(3, "", HERE), "entries[0].extra"],
    ["too few semaphores", "bad-length", semaphores(3, `, "extra": [1, 2]${HERE}`), "entries[0].extra"],
    ["too many semaphores", "bad-length", semaphores(1, `, "extra": [1, 2]${HERE}`), "entries[0].extra"],
    ["a semaphore of 17 bits", "bad-value", semaphores(2, `, "extra": [1, ${HERE}65536]`), "entries[0].extra[1]"],
    ["a negative semaphore", "bad-value", semaphores(2, `, "extra": [${HERE}-1, 1]`), "entries[0].extra[0]"],
    ["half a semaphore", "bad-value", semaphores(1, `, "extra": [${HERE}1.5]`), "entries[0].extra[0]"],
    ["a word as a semaphore", "bad-value", semaphores(1, `, "extra": [${HERE}"one"]`), "entries[0].extra[0]"],
    ["base64 in place of semaphores", "bad-value", semaphores(1, `, "extra": ${HERE}"AAAA"`), "entries[0].extra"],
    ["the size of the extra", "bad-value", semaphores(1, `, "extra": ${HERE}"... <2B>"`), "entries[0].extra"],
  ],
  IPCNS_MSG: [
    ["a message without its bytes", "bad-json", messages(1, `[${sent}${HERE}]`)],
    ["too few messages", "bad-length", messages(2, `[${sent}, "AAAA"]${HERE}`), "entries[0].extra"],
    ["too few bytes of a message", "bad-length", messages(1, `[${sent}, "AA=="${HERE}]`), "entries[0].extra[0].extra"],
    ["a number as a message", "bad-value", messages(1, `[${HERE}5, "AAAA"]`), "entries[0].extra[0]"],
    [
      "a number as the bytes of a message",
      "bad-value",
      messages(1, `[${sent}, ${HERE}5]`),
      "entries[0].extra[0].extra",
    ],
    ["an unknown field of a message", "bad-json", messages(1, `[{"mtype": 1, ${HERE}"mzize": 3}, "AAAA"]`)],
    [
      "a message without its size",
      "missing-field",
      messages(1, `[{"mtype": 1}${HERE}, "AAAA"]`),
      "entries[0].extra[0].msize",
    ],
    [
      "a wrong value in the second message",
      "bad-value",
      messages(2, `[${sent}, "AAAA", {"mtype": ${HERE}"x", "msize": 3}, "AAAA"]`),
      "entries[0].extra[1].mtype",
    ],
  ],
  TCP_STREAM: [
    ["an unknown part", "bad-json", queues(`, "extra": {"inq": "AA==", ${HERE}"ouqt": "AAA="}`), "entries[0].extra"],
    ["a part twice", "bad-json", queues(`, "extra": {"inq": "AA==", "outq": "AAA=", ${HERE}"inq": "AA=="}`)],
    ["no extra", "bad-length", queues("", HERE), "entries[0].extra.inq"],
    ["no part", "bad-length", queues(`, "extra": {"inq": "AA=="}${HERE}`), "entries[0].extra.outq"],
    [
      "a short part",
      "bad-length",
      queues(`, "extra": {"inq": "AA==", "outq": "AA=="${HERE}}`),
      "entries[0].extra.outq",
    ],
    ["a number as a part", "bad-value", queues(`, "extra": {"inq": ${HERE}5, "outq": "AAA="}`), "entries[0].extra.inq"],
    ["a text in place of parts", "bad-value", queues(`, "extra": ${HERE}"AAAA"`), "entries[0].extra"],
  ],
  BPFMAP_DATA: [
    ["a short text of both parts", "bad-length", map(`"AAA="${HERE}`), "entries[0].extra"],
    ["an object of parts", "bad-value", map(`${HERE}{"keys": "AA==", "values": "AAA="}`), "entries[0].extra"],
  ],
  IPCNS_SHM: [
    [
      "an extra although its pages are in another image",
      "bad-length",
      image("IPCNS_SHM", `${desc}, "size": 3, "in_pagemaps": true, "extra": ${HERE}"AAAA"`),
      "entries[0].extra",
    ],
  ],
  GHOST_FILE: [
    ["no rest", "bad-length", ghost("", HERE), "entries[0].extra"],
    [
      "a rest although the file is in chunks",
      "bad-length",
      ghost(`, "chunks": true, "extra": ${HERE}"AAAA"`),
      "entries[0].extra",
    ],
    ["an entry after the rest", "bad-json", ghost(', "extra": ""', `, ${HERE}{"len": 0, "off": 0}`)],
  ],
};

const kept = (value: string, after?: string): string =>
  image("FIFO", `"id": 1, "pipe_id": 2, "$kept": ${value}`, after);

/** Mistakes in `$kept` of an entry: its bytes are compared after the message. */
const KEPT: Readonly<Record<string, readonly Mistake[]>> = {
  FIFO: [
    ["a list as $kept of an entry", "bad-value", kept(`${HERE}[]`), "entries[0].$kept"],
    ["an unknown property of $kept of an entry", "bad-json", kept(`{${HERE}"wires": ""}`)],
    ["$kept of an entry twice", "bad-json", kept(`{}, ${HERE}"$kept": {}`)],
    ["a property of $kept of an entry twice", "bad-json", kept(`{"wire": "", ${HERE}"wire": ""}`)],
    ["a number as kept bytes", "bad-value", kept(`{"wire": ${HERE}5}`), "entries[0].$kept.wire"],
    ["kept bytes that are no base64", "bad-value", kept(`{"wire": "${HERE}!"}`), "entries[0].$kept.wire"],
    ["a kept message that is cut", "bad-value", kept('{"wire": "CA=="}', HERE), "entries[0].$kept.wire"],
    ["kept unknown fields that are cut", "bad-value", kept('{"unknown": "gA=="}', HERE), "entries[0].$kept.unknown"],
    [
      "kept pads of a message without an extra",
      "bad-length",
      kept('{"padding": "AAAA"}', HERE),
      "entries[0].$kept.padding",
    ],
  ],
  REG_FILES: [
    [
      "a kept message in a nested message",
      "bad-json",
      image(
        "REG_FILES",
        `"id": 1, "flags": 0, "pos": 0, "fown": ${HERE}{"uid": 0, "euid": 0, "signum": 0, "pid_type": 0, "pid": 0, "$kept": {"wire": ""}}, "name": "/a"`,
      ),
      "entries[0].fown",
    ],
  ],
  CGROUP: [
    [
      "109 folders in each other",
      "too-deep",
      deepFolders(),
      `entries[0].controllers[0].dirs[0]${".children[0]".repeat(99)}`,
    ],
  ],
};

/** A field in an element of a list of its own name. */
const NAMESAKES: Readonly<Record<string, readonly Mistake[]>> = {
  CGROUP: [
    [
      "a number as the folders in a folder of a folder",
      "bad-value",
      image("CGROUP", `"controllers": [{"dirs": [{"dir_name": "", "children": [${folderWith(`${HERE}5`)}]}]}]`),
      "entries[0].controllers[0].dirs[0].children[0].children",
    ],
  ],
};

function folderWith(children: string): string {
  return `{"dir_name": "", "children": ${children}}`;
}

/** Nests folders of control groups: the controller is the first level, the outermost folder the second. */
function deepFolders(): string {
  let folder = '{"dir_name": ""}';
  for (let level = 110; level > 1; level--) {
    folder = folderWith(`[${level === 100 ? HERE : ""}${folder}]`);
  }
  return image("CGROUP", `"controllers": [{"dirs": [${folder}]}]`);
}

/** All mistakes by hand, by image. */
export const BY_HAND: readonly Readonly<Record<string, readonly Mistake[]>>[] = [
  SYNTAX,
  STRINGS,
  HEADS,
  EXTRAS,
  KEPT,
  NAMESAKES,
];
