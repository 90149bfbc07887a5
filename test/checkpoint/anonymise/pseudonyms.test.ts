import { readFileSync } from "node:fs";
import { BlockList, isIP } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Pseudonyms } from "../../../checkpoint/anonymise/pseudonyms.ts";
import { bytesOfAddress, textOfAddress } from "../../../checkpoint/verbs/ip.ts";
import { ROOT } from "../../support/run.ts";

const KEY = Uint8Array.from({ length: 16 }, (_, i) => i);
const OTHER = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);

const byKey = await Pseudonyms.of(KEY);

/** Returns numbers that look random, always the same. */
function numbers(count: number, seed = 1): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 0x41c6_4e6d) + 12345) >>> 0;
    return (state ^ (state >>> 15)) >>> 0;
  });
}

const ipv4 = (word: number): Uint8Array => Uint8Array.of(word >>> 24, word >>> 16, word >>> 8, word);

async function addressOf(text: string, pseudonyms = byKey): Promise<string> {
  return textOfAddress(await pseudonyms.addresses.replaced(bytesOfAddress(text) ?? new Uint8Array()));
}

/** Counts the equal bits at the start of two addresses. */
function sharedBits(a: Uint8Array, b: Uint8Array): number {
  const bits = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const [one, other] = [bits(a), bits(b)];
  return [...one].findIndex((bit, i) => bit !== other[i]) >>> 0;
}

describe("a name", () => {
  it("has one pseudonym by a key, another one by another key, and another one than other names", async () => {
    const names = ["orders", "order", "Orders", "ordérs", "alice", "bob", "x", "tenletters", "a b"];
    const replaced = await Promise.all(names.map((name) => byKey.names.name(name)));
    expect(new Set([...replaced, ...names]).size).toBe(2 * names.length);
    expect(await (await Pseudonyms.of(KEY)).names.name("orders")).toBe(replaced[0]);
    expect(await (await Pseudonyms.of(OTHER)).names.name("orders")).not.toBe(replaced[0]);
    const [one, two] = [await Pseudonyms.of(), await Pseudonyms.of()];
    expect(await one.names.name("orders")).not.toBe(await two.names.name("orders"));
    for (const name of replaced) expect(name).toMatch(/^[a-z2-7]{8}$/);
  });

  it("is the same as text and as bytes, also if it is not UTF-8", async () => {
    const bytes = Buffer.from([0x61, 0xff, 0xc3, 0xa9, 0x2f, 0x62, 0]);
    const text = "a\udcffé/b\0";
    expect(Buffer.from(await byKey.bytes("path", bytes)).toString()).toBe(await byKey.text("path", text));
  });

  it("keeps known parts of a path, its slashes and zero bytes, and the mark of a deleted file", async () => {
    expect(await byKey.names.path("/dev/pts/3")).toBe("/dev/pts/3");
    expect(await byKey.names.path("//usr/./lib/../x/")).toMatch(/^\/\/usr\/\.\/lib\/\.\.\/[a-z2-7]{8}\/$/);
    expect(await byKey.names.path("\0abstract\0\0")).toMatch(/^\0[a-z2-7]{8}\0\0$/);
    expect(await byKey.names.path("/memfd:secret (deleted)")).toMatch(/^\/memfd:[a-z2-7]{8} \(deleted\)$/);
  });

  it("has the same hexadecimal number in it as alone", async () => {
    const id = "3f00aa3f00aa3f00aa3f00aa3f00aa3f00aa3f00aa3f00aa3f00aa3f00aa3f00";
    const other = await byKey.names.name(id);
    expect(other).toMatch(/^[0-9a-f]{64}$/);
    expect(other).not.toBe(id);
    expect(await byKey.names.path(`/system.slice/docker-${id}.scope`)).toBe(`/system.slice/docker-${other}.scope`);
  });

  it("is the same in a text as alone", async () => {
    const [alice, port] = [await byKey.names.name("alice"), await byKey.ids.replaced(1000n)];
    expect(await byKey.text("text", `--user=alice,uid=1000;alice "alice"`)).toBe(
      `--${await byKey.names.name("user")}=${alice},uid=${port};${alice} "${alice}"`,
    );
  });
});

describe("an address", () => {
  it("has a pseudonym of its own, with as many equal bits as the originals have", async () => {
    const words = [...numbers(60), ...numbers(60).map((word, i) => (word ^ (1 << (i % 32))) >>> 0)];
    const all = await Promise.all(
      words.map(async (word) => [ipv4(word), await byKey.addresses.replaced(ipv4(word))] as const),
    );
    expect(new Set(all.map(([, after]) => after.join("."))).size).toBe(new Set(words).size);
    let compared = 0;
    for (const [a, after] of all) {
      for (const [b, other] of all) {
        const shared = sharedBits(a, b);
        // No special range has a prefix of more than 16 bits, but for single addresses.
        if (shared < 16 || shared > 32) continue;
        compared++;
        expect(sharedBits(after, other)).toBe(shared);
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  it("has as many equal bits if it is one of IPv6", async () => {
    for (const [text, other, bits] of [
      ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:7", 127],
      ["2001:db8:1:2::", "2001:db8:1:3::", 63],
      ["2a00:1450::1", "2a00:1450:8000::1", 32],
    ] as const) {
      const [a, b] = [bytesOfAddress(await addressOf(text)), bytesOfAddress(await addressOf(other))];
      expect(sharedBits(a ?? new Uint8Array(), b ?? new Uint8Array())).toBe(bits);
    }
  });

  it("permutes all addresses of a network", async () => {
    for (const network of [0x5db8_d800, 0x0a01_0200, 0x7f00_0000, 0xe000_0000, 0xffff_ff00]) {
      const all = await Promise.all(
        Array.from({ length: 256 }, (_, i) => byKey.addresses.replaced(ipv4((network + i) >>> 0))),
      );
      expect(new Set(all.map((address) => address.join("."))).size).toBe(256);
    }
  });

  it("stays in its special range, and none else comes into it", async () => {
    const ranges: readonly (readonly [string, number])[] = [
      ...([
        ["10.0.0.0", 8],
        ["172.16.0.0", 12],
        ["192.168.0.0", 16],
        ["127.0.0.0", 8],
        ["169.254.0.0", 16],
      ] as const),
      ...([
        ["224.0.0.0", 4],
        ["240.0.0.0", 4],
        ["0.0.0.0", 8],
        ["100.64.0.0", 10],
      ] as const),
    ];
    const lists = ranges.map(([address, bits]) => {
      const list = new BlockList();
      list.addSubnet(address, bits);
      return list;
    });
    const kindsOf = (text: string): boolean[] => lists.map((list) => list.check(text));
    const samples = ranges.flatMap(([address, bits], i) => {
      const start = Buffer.from(bytesOfAddress(address) ?? []).readUInt32BE();
      return numbers(20, i + 7).map((word) => textOfAddress(ipv4((start | (word >>> bits)) >>> 0)));
    });
    for (const text of [...samples, ...numbers(300, 5).map((word) => textOfAddress(ipv4(word)))])
      expect([text, kindsOf(await addressOf(text))]).toEqual([text, kindsOf(text)]);
    for (const text of ["0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1"])
      expect(await addressOf(text)).toBe(text);
    expect(await addressOf("fe80::1c2d")).toMatch(/^fe80::/);
    expect(await addressOf("ff02::1:ff00:1234")).toMatch(/^ff02:/);
    expect(await addressOf("fd00:1::2")).toMatch(/^f[cd]/);
    expect(await addressOf("::ffff:10.1.2.3")).toBe(
      textOfAddress(bytesOfAddress(`::ffff:${await addressOf("10.1.2.3")}`) ?? new Uint8Array()),
    );
  });

  it("is the same as numbers in both byte orders, as text, with a port and with a prefix", async () => {
    const text = await addressOf("10.1.2.3");
    const [little] = await byKey.numbers([0x0302_010a], false);
    const [big] = await byKey.numbers([0x0a01_0203], true);
    expect(textOfAddress(ipv4(big ?? 0))).toBe(text);
    expect(textOfAddress(ipv4(little ?? 0).reverse())).toBe(text);
    expect(await byKey.text("text", "10.1.2.3/16 a=10.1.2.3")).toMatch(`${text}/16 `);
    expect(await byKey.text("text", "10.1.2.3:8080")).toBe(`${text}:${await byKey.ports.replaced(8080)}`);
    expect(Buffer.from(await byKey.bytes("hardware", Uint8Array.of(10, 1, 2, 3))).join(".")).toBe(text);
  });

  it("is written as the platform writes it", async () => {
    for (const text of [
      "2001:db8::1",
      "::",
      "1::",
      "1:0:0:2:0:0:0:3",
      "0:1:2:3:4:5:6:7",
      "1:2:3:4:5:6:0:7",
      "::ffff:1.2.3.4",
    ]) {
      const own = textOfAddress(bytesOfAddress(text) ?? new Uint8Array());
      expect(isIP(own)).toBe(6);
      expect(`[${own}]`).toBe(new URL(`http://[${text}]/`).hostname);
    }
  });
});

describe("numbers", () => {
  it("are permuted if they are ports: those of the system stay below 1024", async () => {
    const all = await Promise.all(Array.from({ length: 65536 }, (_, port) => byKey.ports.replaced(port)));
    expect(new Set(all).size).toBe(65536);
    expect(all[0]).toBe(0);
    expect(Math.max(...all.slice(1, 1024))).toBeLessThan(1024);
    expect(all.filter((port, i) => port === i).length).toBeLessThan(20);
  });

  it("have pseudonyms of their own if they are ids, but for root, nobody and none", async () => {
    const ids = [0n, 1n, 5n, 1000n, 1001n, 65534n, 100_000n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 63n];
    const all = await Promise.all(ids.map((id) => byKey.ids.replaced(id)));
    expect(new Set(all).size).toBe(ids.length);
    expect(ids.filter((id, i) => id === all[i])).toEqual([0n, 65534n, 2n ** 32n - 1n]);
    for (const id of all) expect(id).toBeLessThan(2n ** 32n);
  });
});

describe("an address of hardware", () => {
  it("has as many bytes, is one of a group or not as before, and is an administrator's", async () => {
    const address = await byKey.hardware.replaced(Uint8Array.of(0x00, 0x50, 0x56, 1, 2, 3));
    expect([address.length, (address[0] ?? 0) & 3]).toEqual([6, 2]);
    const group = await byKey.hardware.replaced(Uint8Array.of(0x01, 0, 0x5e, 0, 0, 1));
    expect((group[0] ?? 0) & 3).toBe(3);
    for (const same of [new Uint8Array(6), new Uint8Array(6).fill(0xff)])
      expect(await byKey.hardware.replaced(same)).toEqual(same);
    expect((await byKey.hardware.replaced(Uint8Array.from({ length: 20 }, (_, i) => i + 1))).length).toBe(20);
  });
});

describe("a key", () => {
  it("has at least 16 bytes", async () => {
    await expect(Pseudonyms.of(new Uint8Array(15))).rejects.toThrow("the key has 15 bytes: at least 16 random ones");
  });

  it("gives the pseudonyms of docs/anonymise.md", async () => {
    const text = readFileSync(join(ROOT, "docs/anonymise.md"), "utf8");
    const rows = [...text.matchAll(/^\| (path|address|port|id|text) `(.+)` \| `(.+)` \|$/gm)];
    expect(rows.length).toBeGreaterThan(10);
    const own = await Pseudonyms.of(KEY);
    for (const [, kind = "", original = "", pseudonym] of rows) {
      const after =
        kind === "port"
          ? `${await own.ports.replaced(Number(original))}`
          : kind === "id"
            ? `${await own.ids.replaced(BigInt(original))}`
            : await own.text(kind === "path" ? "path" : "text", original);
      expect([original, after]).toEqual([original, pseudonym]);
    }
  });
});
