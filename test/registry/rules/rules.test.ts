import { describe, expect, it } from "vitest";
import { RULES } from "../../../registry/rules/rules.ts";
import { findingsOf } from "./docs.ts";

/*
 * Checks near misses of each rule, and other ways to trip it. docs/audit.md has a schema that trips each rule alone;
 * all cases here extend its common schema.
 */

const block = (language: string) => (text: string) => `\`\`\`${language}\n${text}\n\`\`\`\n`;
const yaml = block("yaml");
const proto = (text: string): string => block("proto")(`syntax = "proto2";\nimport "opts.proto";\n${text}`);
const history = (text: string): string => yaml(`# history.yaml\n${text}`);
const above = (text: string): string => yaml(`# above the rows\n${text}`);
const relations = (text: string): string => yaml(`# relations.yaml\n${text}`);
const sh = block("sh");

const cache = (magic: string, town: string): string => above(`reserved: { CACHE: { magic: ${magic}, town: ${town} } }`);

const TVER = "magic: 0x56513555, town: Tver";

/** Returns the row PARTING with these keys. */
function row(keys: string, { about = "A farewell", file = "parting.img", name = "PARTING" } = {}): string {
  return yaml(`${name}: { about: "${about}", file: ${file}, ${keys} }`);
}

const entries = "entries: greeting_entry";
const field = (text: string): string =>
  row(`${TVER}, entries: parting_entry`) + proto(`message parting_entry { ${text} }`);
/** Returns two rows with one magic and the same first message, but different layouts. */
const twins = (one: string, other: string): string =>
  row(`${TVER}, first: parting_entry, ${one}`) +
  row(`magic: PARTING, first: parting_entry, ${other}`, { name: "SECOND", file: "second.img" }) +
  proto("message parting_entry { optional bool loud = 1; }");
const added = (text: string): string => `added: { fields: { greeting_entry: [${text}] } }`;
const gone = (text: string): string => `gone: { fields: { greeting_entry: [${text}] } }`;
const PYCRIU = sh("critgen audit --against test/fixtures/audit-trees/pycriu");
const GO = sh("critgen audit --against test/fixtures/audit-trees/go-criu");

interface Pair {
  /** Schemas that trip no rule. */
  readonly not: readonly string[];
  /** Schemas that trip this rule alone, in other ways than the document's. */
  readonly also?: readonly string[];
}

const PAIRS: Readonly<Record<string, Pair>> = {
  "duplicate-magic": {
    not: [row(`${TVER}, rest: bytes`)],
    also: [above("reserved: { CACHE: { magic: 0x55453737, town: Moscow } }")],
  },
  "undeclared-alias": { not: [row(`magic: GREETING, ${entries}`)] },
  "magic-is-head": {
    not: [row(`magic: 0x54564339, ${entries}`)],
    also: [above("reserved: { CACHE: { magic: 0x55105940, town: Zlatoust } }")],
  },
  "zero-magic": { not: [row("raw: true")] },
  "byte-swapped": {
    not: [row(`magic: 0x37374556, ${entries}`)],
    also: [row(`magic: 0x11222211, ${entries}`), row(`magic: 0x19435654, ${entries}`)],
  },
  "known-signature": {
    not: [row(`magic: 0x46445026, ${entries}`)],
    also: [
      ...[row(`magic: 0x464c457f, ${entries}`), row(`magic: 0x7f454c46, ${entries}`)],
      ...[row(`magic: 0x00088b1f, ${entries}`), row(`magic: 0x656d616e, ${entries}`)],
      ...[row(`magic: 0xfd2fb528, ${entries}`), row(`magic: 0x587a37fd, ${entries}`)],
      ...[row(`magic: 0x474e5089, ${entries}`), row(`magic: 0x04034b50, ${entries}`)],
    ],
  },
  "magic-digits": { not: [row(`magic: 0x11320439, ${entries}`)] },
  "magic-minutes": {
    not: [row(`magic: 0x56593559, ${entries}`)],
    also: [row(`magic: 0x56603559, ${entries}`), row(`magic: 0x56593560, ${entries}`)],
  },
  "magic-latitude": { not: [row(`magic: 0x90003112, ${entries}`)], also: [row(`magic: 0x90013112, ${entries}`)] },
  "near-magics": {
    // Two magics are near if they are nine apart, not ten.
    not: [row(`magic: 0x55453727, ${entries}`), row(`magic: 0x55453741, ${entries}`)],
    also: [
      above("reserved: { CACHE: { magic: 0x55453740, town: Reutov } }"),
      row(`magic: 0x55453740, ${entries}`),
      row(`magic: 0x55453730, ${entries}`),
    ],
  },
  "shared-town": {
    not: [
      row(`${TVER}, ${entries}`),
      cache("0x58313116", "Veliky Novgorod") + row(`magic: 0x56194400, town: Nizhny Novgorod, ${entries}`),
    ],
    // These are names in other languages, transliterations, short names and cases.
    also: [
      ...["Moskva", "Москва", "MOSCOW", "moscow"].map((town) => row(`magic: 0x55463737, town: ${town}, ${entries}`)),
      cache("0x50273030", "Kyiv") + row(`magic: 0x50283031, town: Kiev, ${entries}`),
      cache("0x58313116", "Veliky Novgorod") + row(`magic: 0x58323127, town: Новгород, ${entries}`),
      cache("0x54432030", "Konigsberg") + row(`magic: 0x54422041, town: Kaliningrad, ${entries}`),
    ],
  },
  "unknown-town": {
    // Transliterations and names in other languages belong to the town too; an unknown name trips another rule.
    not: [row(`magic: 0x56513555, town: Тверь, ${entries}`), row(`magic: 0x50273030, town: Kiev, ${entries}`)],
  },
  "town-elsewhere": { not: [row(`magic: 0x56523555, town: Tver, ${entries}`)] },
  "overlapping-files": {
    not: [row(`${TVER}, ${entries}`, { file: "greeting-x%d.img" })],
    also: [
      row(`${TVER}, ${entries}`, { file: "greeting-7.img" }),
      row(`${TVER}, ${entries}`, { file: "greeting-%x.img" }),
      row(`${TVER}, ${entries}`, { file: "'%s.img'" }),
    ],
  },
  "files-differ-in-case": {
    not: [row(`${TVER}, ${entries}`, { file: "Greetings-%u.img" })],
    also: [row(`${TVER}, ${entries}`, { file: "GREETING-4.img" })],
  },
  "no-place-for-id": {
    not: [row(`id: the process's pid, ${TVER}, ${entries}`, { file: "parting-%u.img" })],
    also: [row("id: the mount's, raw: true")],
  },
  "file-without-space": {
    not: [
      relations("ids: { greeting: { about: A, files: { GREETING: always } } }"),
      relations("ids: { greeting: { about: A, files: { GREETING: always } } }") + row(`${TVER}, ${entries}`),
      row(`id: the process's pid, ${TVER}, ${entries}`, { file: "parting-%u.img" }),
    ],
    also: [relations("ids: { greeting: { about: A, keys: GREETING.length } }")],
  },
  "service-name": {
    not: [row(`${TVER}, ${entries}, flags: [O_SERVICE]`, { file: "parting" })],
    also: [row(`${TVER}, ${entries}, flags: [O_SERVICE]`)],
  },
  "unknown-message": {
    not: [field("optional string words = 1;")],
    also: [row(`${TVER}, first: parting_head, ${entries}`)],
  },
  "unreached-message": {
    not: [
      row(`${TVER}, first: head, ${entries}`) + proto("message head { map<string, inner> a = 1; } message inner {}"),
      row(`${TVER}, ${entries}, extra: { messages: part(length) }`) + proto("message part { optional uint32 a = 1; }"),
    ],
  },
  "member-without-row": {
    not: [above("rowless: []")],
    also: [above("rowless: [GREETING]")],
  },
  "never-written": { not: [row(`${TVER}, ${entries}, until: v1.0`)] },
  refused: {
    not: [row(`${TVER}, rest: bytes`)],
    also: [row(`${TVER}, ${entries}, extra: bytes(length) if loud`)],
  },
  "bad-length-field": {
    not: [row(`${TVER}, ${entries}, extra: bytes(length)`)],
    also: [row(`${TVER}, ${entries}, extra: bytes(volume)`)],
  },
  "optional-length": {
    not: [row(`${TVER}, ${entries}, extra: bytes(length)`)],
    also: [row(`${TVER}, ${entries}, extra: { messages: greeting_entry(length), extra: bytes(pause) }`)],
  },
  "ambiguous-layout": {
    not: [
      row(`magic: GREETING, ${entries}`),
      twins("entries: greeting_entry if loud", "entries: greeting_entry if loud"),
      twins("rest: bytes unless loud", "rest: bytes unless loud"),
    ],
    also: [
      twins("entries: greeting_entry if loud", "entries: greeting_entry unless loud"),
      twins("entries: greeting_entry if loud", "entries: greeting_entry"),
      twins("rest: bytes if loud", "rest: bytes unless loud"),
      twins("rest: bytes", "rest: bytes if loud"),
      row(`magic: GREETING, ${entries}, extra: bytes(length)`),
      row(`magic: GREETING, ${entries}, extra: [{ a: bytes(length) }, { b: bytes(length) }]`),
      row(`magic: GREETING, ${entries}, extra: { messages: greeting_entry(length), extra: bytes(length) }`),
      row(`magic: GREETING, ${entries}, extra: { messages: greeting_entry(length) }`),
    ],
  },
  "display-misfit": {
    not: [
      field("optional uint64 a = 1 [(criu).hex = true]; optional parting_entry b = 2 [(criu).hex = true];"),
      field('repeated uint32 a = 1 [(criu).ipadd = true]; optional bytes b = 2 [(criu).conv = "unix_name"];'),
      field(
        'optional uint32 a = 1 [(criu).dev = true, (criu).odev = true]; optional uint32 family = 2 [(criu).dict = "sk"];',
      ),
      field("optional string a = 1 [(criu).hex = false];"),
    ],
    also: [
      field("optional uint32 a = 1 [(criu).ipadd = true];"),
      field("optional uint32 a = 1 [(criu).odev = true];"),
      field('optional bool a = 1 [(criu).flags = "mmap.prot"];'),
      field('optional uint32 a = 1 [(criu).dict = "sk"];'),
      field('optional string a = 1 [(criu).conv = "unix_name"];'),
      field('optional bytes a = 1 [(criu).conv = "windows_name"];'),
    ],
  },
  "display-differs": {
    not: [
      field('optional uint32 state = 1 [(criu).dict = "sk"]; optional uint32 s = 2 [(criu).flags = "mmap.status"];'),
      field("optional uint32 task_state = 1;"),
    ],
    also: [field('optional uint32 task_state = 1 [(criu).dict = "gen"];')],
  },
  "unclassified-content": {
    not: [
      relations("privacy: { text: { about: A, content: [greeting_entry.text] } }"),
      relations("privacy: { text: { about: A, content: [GREETING.text] } }"),
      relations("privacy: { text: { about: A, content: [greeting_entry.text] } }") +
        field("optional uint32 number = 2;"),
    ],
    also: [
      relations("privacy: { text: { about: A, content: [greeting_entry.text] } }") + field("repeated bytes a = 1;"),
      relations("privacy: { text: { about: A, content: [greeting_entry.text] } }") + row("raw: true"),
      relations("privacy: { text: { about: A, content: [greeting_entry.text] } }") + row(`${TVER}, rest: bytes`),
      relations("privacy: { text: { about: A, content: [GREETING.text] } }") + row(`${TVER}, ${entries}`),
    ],
  },
  "number-reused": {
    not: [
      // The removed name had another number or an unknown one, or returned.
      history(`v1.1: { date: 2014-01-28, ${gone("volume = 7")} }\nv1.2: { date: 2014-02-26, ${added("pause")} }`),
      history(`v1.1: { date: 2014-01-28, ${gone("volume")} }\nv1.2: { date: 2014-02-26, ${added("pause")} }`),
      history(`v1.1: { date: 2014-01-28, ${gone("pause = 2")} }\nv1.2: { date: 2014-02-26, ${added("pause")} }`),
    ],
    also: [
      history(
        "v1.1:\n  date: 2014-01-28\n  added: { fields: { greeting_entry: [pause] } }\n" +
          '  changed: [{ field: greeting_entry.length, from: "required string = 2", to: "required uint32 = 1" }]',
      ),
      proto("enum mood { CALM = 0; GLAD = 1; }") +
        history(
          "v1.1: { date: 2014-01-28, gone: { enum_values: { mood: [SAD = 1] } } }\n" +
            "v1.2: { date: 2014-02-26, added: { enum_values: { mood: [GLAD] } } }",
        ),
    ],
  },
  "name-changed": {
    not: [
      history("v1.1: { date: 2014-01-28, changed: [{ image: GREETING, from: greeting-%d.img, to: greeting-%u.img }] }"),
    ],
    also: [
      history("v1.1: { date: 2014-01-28, changed: [{ image: GREETING, from: hello-%d.img, to: greeting-%u.img }] }"),
      history("v1.1: { date: 2014-01-28, renamed: [{ image: GREETING, from: HELLO }] }"),
      history("v1.1: { date: 2014-01-28, renamed: [{ image: FAREWELL, from: HELLO }] }"),
      history(
        "v1.1:\n  date: 2014-01-28\n  added: { fields: { greeting_entry: [pause] } }\n" +
          "  renamed: [{ field: greeting_entry.pause, from: length }]\n" +
          '  changed: [{ field: greeting_entry.length, from: "optional uint32 = 2", to: "required uint32 = 1" }]',
      ),
    ],
  },
  "tree-has-more": { not: [GO] },
  "tree-lacks": { not: [GO], also: [field("optional uint32 a = 1;") + GO] },
  "tree-differs": { not: [field("optional uint32 a = 1;") + PYCRIU] },
  "tree-collision": { not: [GO] },
  "needless-acceptance": {
    not: [
      `${above('accept: { never-written: { PARTING: "It is written on demand" } }')}${row(`${TVER}, ${entries}, until: never`)}`,
      above('accept: { tree-lacks: { GREETING + magic + pycriu: "Not compared here" } }'),
      `${above('accept: { near-magics: { GREETING+PARTING: "Without blanks" } }')}${row(`magic: 0x55453735, ${entries}`)}`,
    ],
    also: [
      above('accept: { never-writen: { GREETING: "Misspelled" } }'),
      above('accept: { tree-lacks: { GREETING + magic + go-criu: "It has it" } }') + GO,
      above('accept: { needless-acceptance: { PARTING: "I accept me" } }'),
      above('accept: { needless-acceptance: { PARTING + needless-acceptance: "I accept me" } }'),
      `${above('accept: { near-magics: { PARTING: "Which two?" } }')}${row(`${TVER}, ${entries}`)}`,
    ],
  },
};

describe("the audit of a schema", () => {
  it("escapes control characters and line breaks of a town or a reason", () => {
    const evil = '"\\e[31m\\n::error::x"';
    const [found] = findingsOf(row(`magic: 0x56513555, town: ${evil}, ${entries}`));
    expect(found?.message).toContain("named after \\u{1b}[31m\\u{a}::error::x, and");
    const accepted = above(`accept: { never-written: { PARTING: ${evil} } }`);
    const [finding] = findingsOf(accepted + row(`${TVER}, ${entries}, until: never`));
    expect(finding?.accepted).toBe("\\u{1b}[31m\\u{a}::error::x");
  });
});

describe("an acceptance", () => {
  it("does not hide problems of `generate`", () => {
    const refused: Readonly<Record<string, string>> = {
      "zero-magic": row(`magic: 0, ${entries}`),
      "unknown-message": row(`${TVER}, entries: parting_entry`),
      "bad-length-field": row(`${TVER}, ${entries}, extra: bytes(volume)`),
    };
    for (const [rule, section] of Object.entries(refused)) {
      const [{ subjects = [] } = {}] = findingsOf(section);
      const accepted = above(`accept: { ${rule}: { ${subjects.join(" + ")}: "It is so" } }`);
      const found = findingsOf(accepted + section).map((one) => [one.rule, one.accepted]);
      expect(found).toEqual([
        ["needless-acceptance", undefined],
        [rule, undefined],
      ]);
    }
  });

  it("covers one finding: one magic or one property of a tree, and nothing else of that name", () => {
    const differs = row(`${TVER}, ${entries}`) + PYCRIU;
    const [finding] = findingsOf(differs);
    expect(finding?.subjects).toEqual(["PARTING", "handler", "pycriu"]);
    for (const subjects of ["PARTING + pycriu", "PARTING + magic + pycriu", "PARTING + handler type + pycriu"]) {
      const found = findingsOf(above(`accept: { tree-differs: { ${subjects}: "It is so" } }`) + differs);
      expect(found.map(({ rule }) => rule)).toEqual(["needless-acceptance", "tree-differs"]);
      expect(found.map(({ accepted }) => accepted)).toEqual([undefined, undefined]);
    }
    const [accepted] = findingsOf(above('accept: { tree-differs: { PARTING + handler + pycriu: "So" } }') + differs);
    expect(accepted).toMatchObject({ rule: "tree-differs", accepted: "So" });
  });
});

describe("the rules of the audit", () => {
  it("all have a test case here, and unique ids", () => {
    expect(Object.keys(PAIRS)).toEqual(RULES.map(({ id }) => id));
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  it.each(Object.entries(PAIRS))("include %s", (id, { not, also = [] }) => {
    const open = (section: string) => findingsOf(section).filter(({ accepted }) => accepted === undefined);
    for (const section of not) expect({ section, open: open(section) }).toEqual({ section, open: [] });
    for (const section of also) {
      const rules = [...new Set(open(section).map(({ rule }) => rule))];
      expect({ section, rules }).toEqual({ section, rules: [id === "refused" ? "bad-condition" : id] });
    }
  });
});
