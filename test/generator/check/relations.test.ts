import { describe, expect, it } from "vitest";
import { expectProblem, problemsOf, proto, row, table, tinySchema } from "../../support/schema.ts";

const TEXTS = {
  images: table(
    row("NOTE", "magic: 0x22222222, town: T, entries: note"),
    "PAPER: { about: A, id: its, file: paper-%u.img, magic: 0x22222223, town: U, first: head, entries: sheet, extra: bytes(lines) }",
    "INK: { about: A, id: its, file: ink-%x.img, raw: true }",
  ),
  protos: {
    "note.proto": proto(`enum kind { NONE = 0; LONG = 1; }
message note { required uint32 id = 1; repeated uint32 papers = 2; optional string text = 3; optional body body = 4; optional kind kind = 5; repeated body more = 6; }
message body { optional uint64 id = 1; optional uint32 flags = 2; optional uint64 to = 3; }
message head { required uint32 ink_id = 1; }
message sheet { required uint64 at = 1; required uint32 lines = 2; optional bool blank = 3; }`),
  },
  display: "flags: {}\ndicts: {}\nmore: { body.flags: { BIG: 4 } }\n",
};

const SPACE = "ids: { note: { about: A, keys: NOTE.id }, line: { about: A, scope: file, keys: PAPER.at } }\n";
const UNITS = "units: { line: { about: A, pairs: NOTE.papers, key: 6, sizes: [80, 100] } }\n";
const EXTENTS = `${UNITS}extents: { PAPER: { file: ink_id, of: INK, address: at, count: lines, unit: line, where: here } }`;

const NEW = '"sizes": "packed.sizes = 9.1", "total": "packed.total? = 9.2"';

describe("a relation", () => {
  it.each([
    `${SPACE}references: { note.papers: note, PAPER.ink_id: "note? unless 0", body.id: line of to if flags has BIG }`,
    `${SPACE}references: { NOTE.body.id: note if kind = LONG and id = 0x1f unless INK or 7 }`.replace("INK or ", ""),
    "files: { NOTE: always if BASE.version = 2 }\nids: { paper: { about: A, files: { PAPER: optional, INK: always } } }",
    "equal: { note.id: [body.id] }\nunique: [NOTE.papers]\nchosen: { note.kind: { LONG: text, NONE: body } }",
    "ranges: { NOTE.more: id to to unless flags has BIG }\nlimits: { note.text: 10, note.id: 3 }",
    "chosen: { note.kind: { LONG: text?, NONE: body.id? } }\nlimits: { body.id: to, note.id: text }",
    "counts: { note.papers: [1 if kind = LONG, 2 if id = 3 unless body, 4], NOTE.more: 2 }",
    "ids: { note: { about: A, keys: NOTE.id, optional: true } }",
    "same: { body.id: NOTE.id of to }",
    EXTENTS.replace("here }", "here, size: [NOTE.id of id, NOTE.body.id + flags - to of to if flags has BIG] }"),
    `ranges: { NOTE.more: id to to }\n${EXTENTS.replace("here }", "here, within: NOTE.more if flags has BIG }")}`,
    "ids: { note: { about: A, keys: NOTE.id, files: { PAPER: optional }, navigation: { lines: PAPER.lines } } }",
    `ids: { note: { about: A, files: { PAPER: optional }, navigation: { inks: [PAPER.ink_id, PAPER.at] } } }
references: { head.ink_id: note }`,
    EXTENTS.replace(
      "here }",
      "here, aligned: unit if lines has 8 unless blank, blocks: { codec: lz4, sizes: lines } }",
    ),
    EXTENTS.replace("here }", `here, blocks: [{ codec: lz4, ${NEW} }, { codec: lz4, sizes: lines, padded: blank? }] }`),
    "identity: { NOTE: [id, body.to], NOTE.more: [], note.more: [id] }\nnoise: [NOTE, note.body, INK, PAPER.extra]",
    "topics: { text: { about: A, content: [NOTE, note.text, PAPER.extra] }, ink: { about: A, content: [INK] } }",
    "ids: { note: { about: A, keys: NOTE.id, arbitrary: true } }",
    `${EXTENTS}\nprivacy: { text: { about: A, content: [note.text, NOTE.body.id, INK, PAPER.extra] } }`,
    "privacy: { a: { about: A, form: id, pairs: [11, 12], content: [note.papers] }, b: { about: A, known: [x], content: [] } }",
  ])("can be: %s", (relations) => {
    expect(problemsOf(tinySchema({ ...TEXTS, relations }))).toEqual([]);
  });

  it.each([
    ["ids: { §note: { about: A } }", "`note` has neither keys nor files", "define"],
    ["ids: { note: { about: A, keys: §note.id } }", "`note.id` begins with a message", "begin it with the image"],
    ["ids: { note: { about: A, keys: §NOTE.idd } }", "`NOTE` has no field `idd`", "did you mean id?"],
    ["ids: { note: { about: A, named: §NOTE.text } }", "`NOTE.text` is no integer", "ids are integers"],
    ["ids: { note: { about: A, keys: §NOTE.body } }", "`NOTE.body` is no integer", "ids are integers"],
    [
      "ids: { note: { about: A, keys: §NOTE.id.x } }",
      "`note.id` is no message: it has no field `x`",
      "through messages",
    ],
    [
      "ids: { note: { about: A, keys: NOTE.id, except: [0, §NOTE.texts] } }",
      "has no field `texts`",
      "did you mean text?",
    ],
    ["ids: { note: { about: A, files: { §PAPPER: always } } }", "there is no image `PAPPER`", "did you mean PAPER?"],
    ["ids: { note: { about: A, files: { §NOTE: always } } }", "note.img, has no id", "in `files` at the top"],
    ["identity: { §INK: [] }", "`INK` has no entries", "name an image with entries, or a list"],
    ["identity: { §note.body: [id] }", "`note.body` is no list of messages", "name an image with entries"],
    ["identity: { NOTE: [§idd] }", "`note` has no field `idd`", "did you mean id?"],
    ["identity: { note.more: [§idd] }", "`body` has no field `idd`", "did you mean id?"],
    ["identity: { §NOTES: [id] }", "`NOTES` is neither an image nor a message", "did you mean NOTE?"],
    ["noise: [§NOTES]", "there is no image `NOTES`", "did you mean NOTE?"],
    ["noise: [§note.textt]", "`note` has no field `textt`", "did you mean text?"],
    [
      "topics: { a: { about: A, content: [NOTE] }, b: { about: B, content: [§NOTE] } }",
      "`NOTE` is `a` already",
      "one class",
    ],
    ["topics: { a: { about: A, content: [§NOTE.rest] } }", "`NOTE` has no rest", "remove it here"],
    ["same: { §body.idd: NOTE.id of to }", "`body` has no field `idd`", "did you mean id?"],
    ["same: { body.id: §note.id of to }", "`note.id` begins with a message", "begin it with the image"],
    ["same: { body.id: §NOTE.id of too }", "`body` has no field `too`", "did you mean to?"],
    ["same: { body.id: §NOTE.text of to }", "`NOTE.text` has another type than `body.id`", "cannot be equal"],
    [EXTENTS.replace("here }", "here, size: §NOTE.text of id }"), "`NOTE.text` is no integer", "ids are integers"],
    [EXTENTS.replace("here }", "here, size: §NOTE.id + numbr of id }"), "`note` has no field `numbr`", "known: id"],
    [
      EXTENTS.replace("here }", "here, size: §NOTE.id - text of id }"),
      "`note.text` is no integer",
      "sizes and ids are integers",
    ],
    [
      "ids: { note: { about: A, files: { PAPER: optional }, navigation: { all: §PAPER.linez } } }",
      "`PAPER` has no field `linez`",
      "did you mean lines?",
    ],
    [
      "ids: { note: { about: A, files: { PAPER: optional }, navigation: { §paper: PAPER.lines } } }",
      "`paper` is the name of PAPER",
      "choose another name",
    ],
    [
      "ids: { note: { about: A, files: { PAPER: optional }, navigation: { all: §NOTE.id } } }",
      "NOTE has no id of note in its file name",
      "name a field of PAPER",
    ],
    [
      "ids: { note: { about: A, files: { PAPER: optional }, navigation: { all: [§PAPER.lines, PAPER.at] } } }",
      "`PAPER.lines` refers to no ids",
      "list it in `references`",
    ],
    ["files: { §PAPER: always }", "paper-%u.img, has an id", "in the `files` of a space"],
    ["files: { NOTE: §always if version }", "the condition `version` names no image", "IMAGE.field"],
    ["files: { NOTE: §always if BASE.verzion }", "`BASE` has no field `verzion`", "did you mean version?"],
    ["references: { §notes.id: none }", "`notes` is neither an image nor a message", "did you mean note?"],
    ["references: { §note.text: none }", "`note.text` is no integer", "ids are integers"],
    ["references: { note.id: §paper }", "there is no space `paper`", "declare it in `ids`"],
    [`${SPACE}references: { note.id: §nota }`, "there is no space `nota`", "did you mean note?"],
    [
      `${SPACE}references: { note.id: §note of papers }`,
      "`note` has ids of the whole checkpoint",
      "remove `of papers`",
    ],
    [`${SPACE}references: { note.id: §line of paper }`, "`note` has no field `paper`", "did you mean papers?"],
    ["references: { note.id: §none if kind = SHORT }", "has no bit or value `SHORT`", "known: NONE, LONG"],
    ["references: { body.id: §none if flags has BIGG }", "has no bit or value `BIGG`", "did you mean BIG?"],
    ["references: { body.id: [none, §none if kind = LONG] }", "`body` has no field `kind`", "known: id, flags, to"],
    ["unique: [§note.id]", "`note.id` begins with a message", "begin it with the image"],
    ["equal: { note.id: [body.id, §body.ids] }", "`body` has no field `ids`", "did you mean id?"],
    ["equal: { note.id: §text }", "`text` has another type than `note.id`", "cannot be equal"],
    ["chosen: { note.kind: { LONG: §texts } }", "`note` has no field `texts`", "did you mean text?"],
    ["chosen: { note.kind: { SHORT: §text } }", "`note.kind` has no value `SHORT`", "known: NONE, LONG"],
    ["ranges: { §NOTE.body: id to to }", "`NOTE.body` is no list of messages", "message of a list"],
    ["ranges: { §NOTE.papers: id to to }", "`NOTE.papers` is no list of messages", "message of a list"],
    ["ranges: { §NOTE.more: id to too }", "`body` has no field `too`", "did you mean to?"],
    ["limits: { §note.body: 4 }", "`note.body` is neither an integer nor a text", "remove its limit"],
    [EXTENTS.replace("PAPER", "§PAPPER"), "there is no image `PAPPER`", "did you mean PAPER?"],
    [EXTENTS.replace("PAPER", "§PAPER").replace("INK", "INKS"), "there is no image `INKS`", "did you mean INK?"],
    ["limits: { §body.id: too }", "`body` has no field `too`", "did you mean to?"],
    ["limits: { §note.id: body }", "`body` is neither an integer nor a text", "a number or a text"],
    ["counts: { §note.id: 4 }", "`note.id` is no list", "remove its count"],
    ["counts: { §note.ids: 4 }", "`note` has no field `ids`", "did you mean id?"],
    ["counts: { note.papers: [§4 if kind = SHORT] }", "has no bit or value `SHORT`", "known: NONE, LONG"],
    ["units: { line: { about: A, pairs: §NOTE.text, key: 6, sizes: [80] } }", "`NOTE.text` is no integer", "integers"],
    [EXTENTS.replace("PAPER", "§PAPER").replace("unit: line", "unit: lime"), "no unit `lime`", "did you mean line?"],
    [EXTENTS.replace("here }", "here, within: §NOTE.more }"), "`NOTE.more` is none of the ranges", "declare it"],
    [EXTENTS.replace("here }", "here, within: §NOTE.moore }"), "`NOTE` has no field `moore`", "did you mean more?"],
    [EXTENTS.replace("lines", "§line"), "`PAPER` has no field `line`", "did you mean lines?"],
    [EXTENTS.replace("lines", "§blank"), "`PAPER.blank` is no integer", "are integers"],
    [EXTENTS.replace(": here", ": §here if blanc"), "`sheet` has no field `blanc`", "did you mean blank?"],
    [
      EXTENTS.replace("here }", "here, aligned: §unit if blanc }"),
      "`sheet` has no field `blanc`",
      "did you mean blank?",
    ],
    [
      EXTENTS.replace("here }", "here, blocks: §{ codec: lz4, sizes: line } }"),
      "`sheet` has no field `line`",
      "lines?",
    ],
    [
      EXTENTS.replace("here }", "here, blocks: §{ codec: lz4, sizes: blank } }"),
      "`sheet.blank` is no integer",
      "a bool",
    ],
    [
      EXTENTS.replace("here }", "here, blocks: §{ codec: lz4, sizes: at, padded: lines } }"),
      "`sheet.lines` is no bool",
      "a bool",
    ],
    [
      EXTENTS.replace("here }", 'here, blocks: §{ codec: lz4, sizes: "packed.sizes = 9" } }'),
      "`packed.sizes` has 1 numbers",
      "one for each of its names",
    ],
    ["privacy: { a: { about: A, content: [note.text, §note.text] } }", "`note.text` is `a` already", "one class"],
    ["privacy: { a: { about: A, content: [§INKS] } }", "there is no image `INKS`", "did you mean INK?"],
    ["privacy: { a: { about: A, content: [§NOTE] } }", "`NOTE` is no raw image", "name its fields"],
    ["privacy: { a: { about: A, content: [§NOTE.extra] } }", "`NOTE` has no extra", "remove it"],
    ["privacy: { a: { about: A, content: [§note.texts] } }", "`note` has no field `texts`", "did you mean text?"],
  ])("cannot be: %s", (relations, message, hint) => {
    expectProblem({ ...TEXTS, relations }, { code: "bad-relation", message, hint });
  });

  it.each([
    ["ids: { §Note: { about: A, keys: NOTE.id } }", "bad-name", "`Note` is not a name in small letters"],
    ["references: { note.id: §Note }", "bad-value", "must be a space or `none`"],
    ["references: { §note: none }", "bad-name", "`note` is not a field as message.field or IMAGE.field"],
    ["ids: { note: { about: A, files: { PAPER: §allways } } }", "bad-value", "`PAPER` must be `always`, `optional`"],
    ["§id: {}", "unknown-key", "`id` is not a key here", "did you mean ids?"],
  ])("cannot have the form %s", (relations, code, message, hint?: string) => {
    expectProblem({ ...TEXTS, relations }, { code, message, ...(hint !== undefined && { hint }) });
  });

  it("to a thing that a file with a problem may declare is no problem", () => {
    const broken = { ...TEXTS, images: TEXTS.images.replace("entries: note", "entries: note, no: 1") };
    const relations = "ids: { note: { about: A, keys: NOTE.id } }\nprivacy: { a: { about: A, content: [INK] } }\n";
    expect(problemsOf(tinySchema({ ...broken, relations })).map(({ code }) => code)).toEqual(["unknown-key"]);
    const spaces = "ids: { note: { about: A, keys: NOTE.id, no: 1 } }\nreferences: { note.id: note }\n";
    expect(problemsOf(tinySchema({ ...TEXTS, relations: spaces })).map(({ code }) => code)).toEqual(["unknown-key"]);
  });
});
