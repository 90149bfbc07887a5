import { openCheckpoint } from "criu-checkpoint/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Opened } from "../../../../studio/engine/opened.ts";
import { processAnswers } from "../../../../studio/views/process/answers.ts";
import { commonPath, withoutZeros } from "../../../../studio/views/process/sections.ts";
import { areEnds, inetText, unixText } from "../../../../studio/views/process/sockets.ts";

const call = { signal: new AbortController().signal, progress: (): void => undefined, part: (): void => undefined };

let [fds, unixs, tcp]: Opened[] = [];
beforeAll(async () => {
  const open = async (name: string): Promise<Opened> =>
    new Opened(name, await openCheckpoint(`test/fixtures/images/${name}`));
  [fds, unixs, tcp] = [await open("fds"), await open("unixs"), await open("tcp")];
});
afterAll(async () => {
  for (const one of [fds, unixs, tcp]) await one?.checkpoint.close();
});

function given(one: Opened | undefined): Opened {
  if (one === undefined) throw new Error("the checkpoint is not open");
  return one;
}

async function firstPid(one: Opened): Promise<number> {
  const tree = await one.checkpoint.read("PSTREE");
  return tree?.entries[0]?.pid ?? 0;
}

describe("a process", () => {
  it("has its threads with their registers", async () => {
    const [thread] = await processAnswers["process.threads"](given(fds), { pid: 3438 }, call);
    expect(thread).toMatchObject({ tid: 3438, name: "w", file: "core-3438.img" });
    const core = await given(fds).checkpoint.read("CORE", 3438);
    const ip = thread?.registers.find(({ name }) => name === "ip");
    expect(BigInt(ip?.value ?? 0)).toBe(core?.entries[0]?.thread_info?.gpregs.ip);
  });

  it("has its files by descriptor, with the other ends of pipes", async () => {
    const files = await processAnswers["process.files"](given(fds), { pid: 3438 }, call);
    expect(files.map(({ fd }) => fd)).toEqual(files.map(({ fd }) => fd).toSorted((a, b) => a - b));
    expect(files[0]).toMatchObject({ fd: 0, type: "REG", text: "/dev/null", file: "files.img" });
    const pipes = files.filter(({ type }) => type === "PIPE");
    expect(pipes.length).toBeGreaterThan(1);
    for (const { fd, peers } of pipes.slice(0, 2)) {
      expect(peers.length, `fd ${fd}`).toBeGreaterThan(0);
      for (const peer of peers) {
        const back = files.find((one) => one.fd === peer.fd);
        expect(back?.peers.map((one) => one.fd)).toContain(fd);
      }
    }
  });

  it("has the names of flags of files without a path", async () => {
    const files = await processAnswers["process.files"](given(fds), { pid: 3438 }, call);
    expect(files.find(({ fd }) => fd === 23)).toMatchObject({
      type: "EVENTFD",
      text: "flags O_RDWR | O_NONBLOCK, counter 7",
    });
  });

  it("has the peers of Unix sockets", async () => {
    const pid = await firstPid(given(unixs));
    const files = await processAnswers["process.files"](given(unixs), { pid }, call);
    const joined = files.filter(({ type, peers }) => type === "UNIXSK" && peers.length > 0);
    expect(joined.length).toBeGreaterThan(1);
    for (const { fd, peers } of joined) {
      for (const peer of peers) {
        const back = files.find((one) => one.fd === peer.fd);
        expect(back?.type).toBe("UNIXSK");
        expect(fd).not.toBe(peer.fd);
      }
    }
  });

  it("has its sockets of TCP with their addresses", async () => {
    const pid = await firstPid(given(tcp));
    const files = await processAnswers["process.files"](given(tcp), { pid }, call);
    const sockets = files.filter(({ type }) => type === "INETSK");
    expect(sockets.some(({ text }) => /^INET TCP [\d.]+:\d+( → [\d.]+:\d+)?, [A-Z_]+$/.test(text))).toBe(true);
  });

  it("has its namespaces, limits and credentials, each field with its place and its links", async () => {
    const sections = await processAnswers["process.sections"](given(fds), { pid: 3438 }, call);
    const titles = sections.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(["Namespaces and tables", "Limits", "Credentials", "Task"]));
    const ids = sections.find(({ title }) => title === "Namespaces and tables");
    const table = ids?.fields.find(({ path }) => path.endsWith("files_id"));
    expect(table?.to).toMatchObject([{ label: "fd-table 2", file: "fdinfo-2.img" }]);
    expect(sections.every(({ fields }) => fields.every(({ offset }) => offset > 0))).toBe(true);
  });

  it("has the fields that refer to it", async () => {
    const referrers = await processAnswers["process.referrers"](given(fds), { pid: 3438 }, call);
    expect(referrers.length).toBeGreaterThan(0);
    expect(referrers.every(({ file }) => file.length > 0)).toBe(true);
  });

  it("that does not exist has nothing", async () => {
    expect(await processAnswers["process.threads"](given(fds), { pid: 1 }, call)).toEqual([]);
    expect(await processAnswers["process.files"](given(fds), { pid: 1 }, call)).toEqual([]);
    expect(await processAnswers["process.mounts"](given(fds), { pid: 1 }, call)).toEqual([]);
  });
});

describe("a group of fields", () => {
  it("names the message that has all of them", () => {
    const paths = (...all: string[]): { path: string }[] => all.map((path) => ({ path }));
    expect(commonPath(paths("tc.creds.uid", "tc.creds.cap[0]", "tc.creds.more.x"))).toBe("tc.creds.");
    expect(commonPath(paths("tc.creds.uid", "tc.credit.x"))).toBe("tc.");
    expect(commonPath(paths("uid", "tc.gid"))).toBe("");
    expect(commonPath([])).toBe("");
  });
});

describe("a socket", () => {
  const inet = {
    ...{ id: 1, ino: 9, family: 2, type: 1, proto: 6, state: 1, src_port: 80, dst_port: 4000, flags: 0, backlog: 0 },
    ...{ src_addr: [0x0100007f], dst_addr: [0x0200007f] },
    fown: { uid: 0, euid: 0, signum: 0, pid_type: 0, pid: 0 },
    opts: {
      ...{ so_sndbuf: 0, so_rcvbuf: 0, so_rcv_tmo_sec: 0n, so_rcv_tmo_usec: 0n, so_snd_tmo_sec: 0n },
      ...{ so_snd_tmo_usec: 0n, so_filter: [] },
    },
  };

  it("is described by its ends, if it is one of IP", () => {
    expect(inetText(inet, true)).toBe("INET TCP 127.0.0.1:80 → 127.0.0.2:4000, ESTABLISHED");
    const listening = { ...inet, family: 10, src_addr: [0, 0, 0, 0], dst_addr: [0, 0, 0, 0], dst_port: 0, state: 10 };
    expect(inetText(listening, true)).toBe("INET6 TCP [::]:80, LISTEN");
  });

  it("has the socket with the opposite ends as its peer", () => {
    const swapped = { src_addr: inet.dst_addr, dst_addr: inet.src_addr, src_port: 4000, dst_port: 80 };
    expect(areEnds(inet, { ...inet, ...swapped, id: 2 })).toBe(true);
    expect(areEnds(inet, { ...inet, ...swapped, id: 2, proto: 17 })).toBe(false);
    expect(areEnds(inet, inet)).toBe(false);
  });

  it("is described by its name, if it is one of Unix; an abstract name has an @", () => {
    const unix = { ...inet, type: 1, state: 10, uflags: 0, peer: 0, name: new TextEncoder().encode("\0abstract") };
    expect(unixText(unix)).toBe("UNIX STREAM @abstract, LISTEN");
    const path = new TextEncoder().encode("/run/web.sock\0");
    expect(unixText({ ...unix, name: path })).toBe("UNIX STREAM /run/web.sock, LISTEN");
    expect(unixText({ ...unix, name: new Uint8Array(), state: 7 })).toBe("UNIX STREAM without a name, CLOSE");
  });
});

describe("the fields of lists", () => {
  const line = (path: string, value: string) => ({ path, value, offset: 0, to: [] });

  it("leave out elements with zeros alone, and count them", () => {
    const fields = [
      line("tc.sigactions[0].sigaction", '"0x0"'),
      line("tc.sigactions[0].flags", "0"),
      line("tc.sigactions[1].sigaction", '"0x401000"'),
      line("tc.sigactions[1].flags", "0"),
      line("tc.comm", '"w"'),
      line("tc.flags", "0"),
    ];
    const { kept, zeros } = withoutZeros(fields);
    expect(kept.map(({ path }) => path)).toEqual([
      "tc.sigactions[1].sigaction",
      "tc.sigactions[1].flags",
      "tc.comm",
      "tc.flags",
    ]);
    expect(zeros).toBe(1);
  });
});
