import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { relationTexts } from "../../../generator/model/relation-texts.ts";
import { critgenHere } from "../../support/here.ts";
import { PROJECT_SCHEMA, proto, row, table, tinySchema } from "../../support/schema.ts";

const TEXTS = {
  images: table(row("NOTE", "magic: 0x22222222, town: T, entries: note")),
  protos: {
    "note.proto": proto("message note { required uint32 id = 1; optional uint32 to = 2; optional string text = 3; }"),
  },
};

const BEFORE = `ids: { note: { about: A note, keys: NOTE.id } }
references: { note.to: note? unless 0 }
limits: { note.text: 10 }
identity: { NOTE: [id] }
topics: { text: { about: A, content: [NOTE] } }
`;

const AFTER = `ids: { note: { about: Another text, keys: NOTE.id unless to } }
references: { note.to: note? unless 0 }
unique: [NOTE.text]
identity: { NOTE: [] }
noise: [NOTE]
topics: { text: { about: Another, content: [NOTE] } }
`;

describe("the relations of two schemas", () => {
  it("are compared, without their descriptions", async () => {
    const [old, now] = [BEFORE, AFTER].map((relations) => tinySchema({ ...TEXTS, relations }));
    const { code, out } = await critgenHere(["diff", "--json", old ?? "", now ?? ""]);
    expect(code).toBe(0);
    const { changes } = JSON.parse(out) as { changes: Record<string, unknown>[] };
    expect(changes).toMatchObject([
      {
        what: "relation",
        kind: "changed",
        group: "ids",
        name: "note",
        from: "keys NOTE.id",
        to: "keys NOTE.id unless to",
        breaks: [],
        at: { file: expect.stringMatching(/relations\.yaml$/), line: 1 },
      },
      { kind: "added", group: "unique", name: "NOTE.text" },
      { kind: "removed", group: "limits", name: "note.text", from: "10" },
      { kind: "changed", group: "identity", name: "NOTE", from: "id", to: "order" },
      { kind: "added", group: "noise", name: "NOTE" },
    ]);
  });

  it("are not compared with a schema without the file", async () => {
    const old = tinySchema({ ...TEXTS, relations: BEFORE });
    expect((await critgenHere(["diff", old, old])).out).toContain("no differences");
    const without = tinySchema(TEXTS);
    for (const sides of [
      [old, without],
      [without, old],
    ])
      expect((await critgenHere(["diff", ...sides])).out).toContain("no differences");
  });

  it("are written as relations.yaml has them", () => {
    const texts = relationTexts(loadModel(PROJECT_SCHEMA).relations);
    const text = (section: string, name: string): string | undefined => texts.get(section)?.get(name)?.text;
    expect(text("references", "packet_sock_entry.ifindex")).toBe("device of ns_id unless 0");
    expect(text("references", "inet_sk_entry.ino")).toBe(
      "tcp-connection if proto = TCP and type = STREAM and dst_port unless INVENTORY.tcp_close",
    );
    expect(text("files", "PSTREE")).toBe("always unless INVENTORY.img_version = 0");
    expect(text("ids", "thread")).toBe("keys PSTREE.threads; files CORE: always, PSIGNAL: optional; except 0");
    expect(text("chosen", "tty_info_entry.type")).toBe("PTY: pty");
    expect(text("counts", "inet_sk_entry.src_addr")).toBe("1 if family = INET, 4 if family = INET6");
    expect(text("extents", "SHMEM_PAGEMAP")).toMatch(
      /^PAGES of pages_id: vaddr, nr_pages, compat_nr_pages page, parent if/,
    );
    expect(text("extents", "SHMEM_PAGEMAP")).toMatch(
      / aligned if flags has 8; lz4 sizes blocks\.block_sizes = 6\.1, total .*; lz4 sizes compressed_size = 6, total .*\?/,
    );
    expect(text("units", "page")).toBe("key 6 of MM.mm_saved_auxv: 4096, 16384, 65536 bytes");
    expect(text("ranges", "MM.vmas")).toBe("start to end unless status has VMA_AREA_GUARD");
  });
});
