import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { chosenOf } from "../generator/config/choose.ts";
import { loadProjects } from "../generator/config/load.ts";
import { generate, loadModel } from "../generator/generate.ts";
import { auditSchema } from "../registry/audit/audit.ts";
import { isOpen } from "../registry/rules/finding.ts";
import { bash } from "./support/cli.ts";
import { proto, row, table, temporaryFolder, tinySchema } from "./support/schema.ts";
import { repository, treeFolder } from "./upstream/criu/trees.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SCRATCH = join(ROOT, "node_modules/.docs-test");
const documents = [
  "README.md",
  "generated/README.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

interface Block {
  readonly document: string;
  readonly language: string;
  readonly text: string;
}

const blocks = documents.flatMap((document): Block[] => {
  const text = readFileSync(join(ROOT, document), "utf8");
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = "", body = ""]) => ({
    document,
    language,
    text: body,
  }));
});

function blocksOf(language: string, document = ""): Block[] {
  return blocks.filter((block) => block.language === language && block.document.startsWith(document));
}

/** Makes a copy of the schema in a temporary folder. */
function schemaCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), "critgen-docs-"));
  cpSync(join(ROOT, "schema"), folder, { recursive: true });
  return folder;
}

/** Programs in the documents, by a piece of their text, with their output. */
const PRINTED: readonly (readonly [part: string, printed: readonly unknown[][]])[] = [
  ["outq_len", [[24528, 24528], [0]]],
  ["core-3438.img", [["CORE", 1], [0]]],
  ["riscv64", [["core-2525.img", "x86_64, but the machine is riscv64"]]],
  ["mm_brk", [[575]]],
  [
    "pstreeImageSchema",
    [
      [1, "pid", "required", ""],
      [2, "ppid", "required", "0 for the root of the tree."],
      [3, "pgid", "required", "Process group."],
      [4, "sid", "required", "Session."],
      [5, "threads", "repeated", expect.stringMatching(/^Ids of all its threads/)],
      [15],
    ],
  ],
  [
    "withoutPages",
    [
      ["missing-file", "pages-1.img", "pagemap-shmem-6647.img pages_id refers to it"],
      ["missing-file", "pages-2.img", "pagemap-shmem-6649.img pages_id refers to it"],
      ["missing-file", "pages-3.img", "pagemap-3438.img pages_id refers to it"],
      [[]],
    ],
  ],
  ["graphOf", [[["fdinfo-2.img"]], [["files_id"]]]],
  ["openFolder(", [[[3438]]]],
  ["decodeAnyImage(", [["FILES"]]],
  [
    "streamPagemapImage(",
    [
      ["401000", 1n],
      ["4e3000", 5n],
      ["4e8000", 1n],
      ["4ec000", 2n],
      ["4f1000", 2n],
      ["1463a000", 3n],
      ["7f2412d72000", 2n],
      ["7ffe587b8000", 4n],
      [8, expect.any(BigUint64Array)],
    ],
  ],
  ["FIELDS_SINCE", [["v4.2"], [expect.stringMatching(/no pages/)], [["PAGES"]], [3], [58]]],
];

describe("an example in the documents", () => {
  beforeAll(() => mkdirSync(SCRATCH, { recursive: true }));
  afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

  const programs = [
    ...blocksOf("ts", "README.md"),
    ...blocksOf("ts", "docs/using.md"),
    ...blocksOf("ts", "docs/compat.md"),
    ...blocksOf("ts", "docs/validate.md"),
    ...blocksOf("ts", "docs/package.md").slice(1),
  ];
  it.each(programs.map((block, i) => ({ ...block, i })))("runs: number $i, in $document", async ({ text, i }) => {
    const printed: unknown[][] = [];
    const log = vi.spyOn(console, "log").mockImplementation((...values) => void printed.push(values));
    const file = join(SCRATCH, `readme-${i}.ts`);
    writeFileSync(file, text);
    await import(/* @vite-ignore */ file);
    log.mockRestore();
    const wanted = PRINTED.filter(([part]) => text.includes(part));
    expect(wanted.map(([part]) => part)).toHaveLength(1);
    expect(printed).toEqual(wanted[0]?.[1]);
  });

  it("shows a user's package: its program, its config and its extension", async () => {
    const [program] = blocksOf("ts", "docs/package.md");
    const file = join(SCRATCH, "package.ts");
    writeFileSync(file, program?.text.replace("@acme/criu-pagemap", "criu-images") ?? "");
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await import(/* @vite-ignore */ file);
    expect(log.mock.calls).toEqual([[8]]);
    log.mockRestore();
    const folder = mkdtempSync(join(tmpdir(), "critgen-docs-"));
    const [config, packages, rows] = blocksOf("yaml", "docs/package.md");
    const [message] = blocksOf("proto", "docs/package.md");
    mkdirSync(join(folder, "acme/messages"), { recursive: true });
    writeFileSync(join(folder, "acme/images.yaml"), rows?.text ?? "");
    writeFileSync(join(folder, "acme/messages/acme.proto"), message?.text ?? "");
    writeFileSync(join(folder, "critgen.yaml"), `${config?.text}extend: [acme]\n`);
    const [project] = await loadProjects({ config: join(folder, "critgen.yaml") });
    if (project === undefined) throw new Error("the config has no package");
    const { images } = chosenOf(loadModel(project.schema, project.extend), {
      ...project,
      images: [...(project.images ?? []), "ACME_TAGS"],
    });
    expect(images.map(({ name }) => name)).toEqual(["INVENTORY", "MM", "PAGEMAP", "SHMEM_PAGEMAP", "ACME_TAGS"]);
    writeFileSync(join(folder, "critgen.yaml"), packages?.text ?? "");
    const listed = await loadProjects({ config: join(folder, "critgen.yaml") });
    expect(listed.map(({ name, output }) => [name, output])).toEqual([
      ["@acme/criu-memory", "package"],
      [undefined, "sources"],
    ]);
    rmSync(folder, { recursive: true });
  });

  it("shows how to compile a package of sources before it is built", async () => {
    const folder = mkdtempSync(join(SCRATCH, "sources-"));
    const out = join(folder, "node_modules/criu-uts");
    writeFileSync(join(folder, "critgen.yaml"), "name: criu-uts\noutput: sources\nimages: [UTSNS]\n");
    const { code } = bash(`critgen generate --out '${out}'`, { cwd: folder });
    expect(code).toBe(0);
    writeFileSync(join(folder, "tsconfig.json"), blocksOf("json", "docs/package.md")[0]?.text ?? "");
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const program =
      'import { decodeUtsnsImage } from "criu-uts/images/utsns";\nexport const n: string = decodeUtsnsImage;\n';
    writeFileSync(join(folder, "program.ts"), program);
    const complaint = "program.ts(2,14): error TS2322";
    const tsc = `'${join(ROOT, "node_modules/.bin/tsc")}' -p . --skipLibCheck`;
    expect(bash(tsc, { cwd: folder }).out).toMatch(new RegExp(`^${complaint.replaceAll(/[().]/g, "\\$&")}.*`));
    expect(bash(`${tsc} --customConditions other`, { cwd: folder }).out).toContain("TS2307");
  });

  it("explains every key of critgen.yaml", () => {
    const shape = JSON.parse(readFileSync(join(ROOT, "schema/critgen.schema.json"), "utf8")) as { properties: object };
    const text = readFileSync(join(ROOT, "docs/package.md"), "utf8");
    const explained = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
    expect(explained.toSorted()).toEqual(Object.keys(shape.properties).toSorted());
  });

  it("shows a row of the table", () => {
    const [shown] = blocksOf("yaml", "README.md");
    const table = parse(readFileSync(join(ROOT, "schema/images.yaml"), "utf8")) as { images: Record<string, object> };
    const [[name = "", row = {}] = []] = Object.entries(parse(shown?.text ?? "") as Record<string, object>);
    expect(table.images[name]).toMatchObject(row);
  });

  it("adds an image in the documented steps", () => {
    const schema = schemaCopy();
    const [, row] = blocksOf("yaml", "README.md");
    const [message] = blocksOf("proto", "README.md");
    writeFileSync(
      join(schema, "images.yaml"),
      `${readFileSync(join(schema, "images.yaml"), "utf8")}\n  ${row?.text.replaceAll("\n", "\n  ")}`,
    );
    writeFileSync(join(schema, "messages/greeting.proto"), message?.text ?? "");
    try {
      generate(schema);
    } catch (e) {
      console.error((e as { problems: unknown }).problems);
    }
    expect(generate(schema).get("src/images/greeting.ts")).toContain("export function decodeGreetingImage(");
    // The example trips no rule of the audit.
    expect(auditSchema(schema).findings.filter(isOpen)).toEqual([]);
    rmSync(schema, { recursive: true });
  });

  const inTable = blocksOf("yaml", "docs/table.md");
  const isNames = ({ text }: { readonly text: string }): boolean => text.startsWith("names:");
  const isPlaces = ({ text }: { readonly text: string }): boolean => text.startsWith("places:");

  it("shows names for generated code", () => {
    const text = inTable.find(isNames)?.text ?? "";
    const promise = "package acme;\nmessage promise { required uint32 a = 1; }";
    const note = "message note_entry { required uint32 extra = 1; }";
    const decode = row("DECODE", "magic: 5, entries: note_entry, extra: bytes(extra)");
    const images = table(decode).replace("images:", `${text}images:`);
    const protos = { "acme.proto": proto(promise), "note.proto": proto(note) };
    const files = generate(tinySchema({ images, protos }));
    expect(files.get("src/messages/acme-pledge.ts")).toMatch(/interface AcmePledge .*function readAcmePledge/s);
    expect(files.get("src/images/decoded.ts")).toMatch(/type DecodedImage .*function decodeDecodedImage/s);
    expect(files.get("src/messages/note-entry.ts")).toContain("  extra_size: number;");
  });

  it("shows placing fields that the table accepts", () => {
    const [{ text } = { text: "" }] = inTable.filter(isPlaces);
    const schema = schemaCopy();
    const table = readFileSync(join(schema, "images.yaml"), "utf8");
    const changed = table.replace(/^places:\n(?: .*\n)*/m, text);
    expect(changed).not.toBe(table);
    writeFileSync(join(schema, "images.yaml"), changed);
    expect(loadModel(schema).places).toHaveLength(Object.keys((parse(text) as { places: object }).places).length);
    rmSync(schema, { recursive: true });
  });

  it.each(inTable.filter((block) => !isNames(block) && !isPlaces(block)))(
    "shows a layout that the table accepts: $text",
    ({ text }) => {
      const lines = text.trim().split("\n");
      const rows = lines.every((line) => line.startsWith("extra:")) ? lines : [text];
      for (const row of rows) {
        const keys = parse(row) as Record<string, unknown>;
        const schema = schemaCopy();
        const [owner = ""] = /keys_bytes|in_pagemaps|nsems|qnum|chunks/.exec(row) ?? [];
        const entries = {
          keys_bytes: "bpfmap_data_entry",
          in_pagemaps: "ipc_shm_entry",
          nsems: "ipc_sem_entry",
          qnum: "ipc_msg_entry",
        }[owner];
        const image = {
          about: "An example",
          file: "x.img",
          magic: 0x12345678,
          town: "X",
          ...(entries && { entries }),
          ...keys,
        };
        const table = readFileSync(join(schema, "images.yaml"), "utf8");
        writeFileSync(join(schema, "images.yaml"), `${table}\n  EXAMPLE: ${JSON.stringify(image)}\n`);
        const made = generate(schema).get("src/images/example.ts") ?? "";
        const type = /# extra(\??: .*)$/.exec(row)?.[1];
        if (type?.startsWith(": {") === false && !type.includes("IpcMsg")) expect(made).toContain(`extra${type};`);
        rmSync(schema, { recursive: true });
      }
    },
  );
});

describe("the document on new CRIU releases", () => {
  /** Returns the commands of critgen in a document, without the prefix for a clone. */
  function commands(document: string, word: string): string[] {
    const text = blocksOf("sh", document).find((block) => block.text.includes(word))?.text ?? "";
    return [...text.matchAll(/^(?:npx )?(critgen .*)$/gm)].map(([, command = ""]) => command);
  }

  it("runs on a small repository in place of CRIU's", () => {
    const home = temporaryFolder();
    renameSync(repository(), join(home, "criu"));
    const cwd = join(home, "own");
    mkdirSync(cwd);
    const git = "git -c user.name=S -c user.email=s@example.org";
    const begin = `critgen import ../criu --rev v1.4 --schema schema && ${git} init -q -b main && ${git} add -A`;
    expect(bash(`${begin} && ${git} commit -qm one && git branch origin/main`, { cwd }).code).toBe(0);
    const shown = commands("README.md", " import ");
    expect(commands("docs/import.md", " import ")).toEqual(shown);
    const [dryRun = "", bring = "", diff = ""] = shown.map((command) => command.replace("v4.3", "v4.2.7"));
    expect(bash(dryRun, { cwd })).toMatchObject({
      code: 0,
      out: expect.stringContaining("schema: would become v4.2.7"),
    });
    expect(bash(bring, { cwd })).toMatchObject({ code: 0, out: expect.stringContaining("schema: now v4.2.7") });
    expect(bash(diff, { cwd })).toMatchObject({
      code: 1,
      out: expect.stringContaining("field-name-ceded breaks wire"),
    });
    const [guard = ""] = commands("docs/diff.md", " diff ");
    expect(bash(guard, { cwd })).toMatchObject({ code: 1, err: "" });
    mkdirSync(join(cwd, "my-templates"));
    writeFileSync(join(cwd, "my-templates/a.txt.hbs"), "{{criu}}");
    const [render = ""] = commands("docs/templates.md", " generate ");
    expect(bash(`${render} --schema schema`, { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, "made/a.txt"), "utf8")).toBe("v4.2.7");
  });
});

describe("the document on the registry", () => {
  it("leaves critgen's own registry without open findings, even beside trees of other projects", () => {
    const home = temporaryFolder();
    cpSync(treeFolder("old"), join(home, "criu"), { recursive: true });
    mkdirSync(join(home, "go-criu/magic"), { recursive: true });
    writeFileSync(join(home, "go-criu/magic/magic.go"), '\tm.ByName["PSTREE"] = 1344745520\n');
    mkdirSync(join(home, "own"));
    const block = blocksOf("sh", "README.md").find(({ text }) => text.includes("audit --against"))?.text ?? "";
    const commands = block.trim().split("\n");
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      const { code, err } = bash(command.replace("npx ", ""), { cwd: join(home, "own") });
      expect([command, code, err]).toEqual([command, 0, ""]);
    }
  });

  /** Rows in documents that are valid: problems.md and audit.md show mistakes. */
  const tables = blocks.filter(
    ({ language, document, text }) =>
      language === "yaml" && !/docs\/(problems|audit)\.md/.test(document) && /^ *[A-Z_]+: \{ about: /m.test(text),
  );

  it.each(tables)("has rows that the audit accepts: $document", ({ document, text }) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "messages"));
    const rows = text.startsWith("images:") ? text : `images:\n  ${text.trim().replaceAll("\n", "\n  ")}\n`;
    writeFileSync(join(folder, "images.yaml"), rows);
    writeFileSync(join(folder, "messages/own.proto"), blocksOf("proto", document)[0]?.text ?? "");
    const schema = join(ROOT, "schema");
    expect(auditSchema(schema, [], [folder]).findings.filter(isOpen)).toEqual([]);
  });

  it("has an example of each row", () => {
    expect(tables.map(({ document }) => document)).toEqual(expect.arrayContaining(["README.md", "docs/package.md"]));
  });
});

describe("the documents", () => {
  it("link to existing files and headings", () => {
    for (const document of documents) {
      const text = readFileSync(join(ROOT, document), "utf8").replaceAll(/^```.*?^```$/gms, "");
      for (const [, target = "", anchor] of text.matchAll(/\]\(([^)#:]*)(?:#([^)]*))?\)/g)) {
        const file = target === "" ? document : join(dirname(document), target);
        expect([document, target, existsSync(join(ROOT, file))]).toEqual([document, target, true]);
        if (anchor !== undefined)
          expect([document, file, headingsOf(file)]).toEqual([document, file, expect.arrayContaining([anchor])]);
      }
    }
  });

  it("explain every code of an ImageError, and no others", () => {
    const source = readFileSync(join(ROOT, "runtime/wire/errors.ts"), "utf8");
    const codes = [...source.matchAll(/^ {2}\| "([\w-]+)"/gm)].map(([, code]) => code);
    const explained = [...readFileSync(join(ROOT, "docs/errors.md"), "utf8").matchAll(/^\| `([\w-]+)`/gm)].map(
      ([, code]) => code,
    );
    expect(explained).toEqual(codes);
  });

  it("explain every key of a release in the history", () => {
    const shape = JSON.parse(readFileSync(join(ROOT, "schema/history.schema.json"), "utf8")) as {
      additionalProperties: { properties: object };
    };
    const text = readFileSync(join(ROOT, "docs/compat.md"), "utf8");
    const explained = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
    for (const key of [...Object.keys(shape.additionalProperties.properties), "note"]) expect(explained).toContain(key);
  });

  it("explain every key of a row", () => {
    const shape = JSON.parse(readFileSync(join(ROOT, "schema/images.schema.json"), "utf8")) as {
      definitions: { image: { properties: object } };
    };
    const text = readFileSync(join(ROOT, "docs/table.md"), "utf8");
    const explained = [...text.matchAll(/^\| `(\w+)[`:]/gm)].map(([, key]) => key);
    for (const key of Object.keys(shape.definitions.image.properties)) expect(explained).toContain(key);
  });
});

const headings = new Map<string, string[]>();

/** Returns the anchors of a document's headings. */
function headingsOf(file: string): string[] {
  const known = headings.get(file);
  if (known !== undefined) return known;
  const found = [...readFileSync(join(ROOT, file), "utf8").matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
  headings.set(file, found);
  return found;
}
