import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatOfTree, readCriuTree } from "../../../upstream/criu/tree.ts";
import { changedTree, treeFolder } from "./trees.ts";

describe("a source tree of the old style", () => {
  const tree = () => readCriuTree(treeFolder("old"));
  const format = () => formatOfTree(tree());

  it("is named by its version file", () => {
    expect(tree().name).toBe("v1.4");
  });

  it("has the magics of magic.h, with towns and aliases", () => {
    expect(format().magics.get("INVENTORY")).toEqual({ value: 0x58313116, town: "Veliky Novgorod" });
    expect(format().magics.get("SHMEM_PAGEMAP")).toEqual({ value: 0x56084025, alias: "PAGEMAP" });
    expect(format().versions?.find(({ name }) => name === "v1.0")?.value).toBe(1);
    expect(format().magics.size).toBe(11);
  });

  it("has images in both styles of rows", () => {
    expect(format().images.get("WHEELS")).toEqual({ file: "wheels-%d.img", magic: 0x51364532, flags: [] });
    expect(format().images.get("STATS")).toEqual({ file: "stats-%s", magic: 0x57093306, flags: [] });
    expect(format().images.get("FILE_LOCKS_PID")).toEqual({ file: "filelocks-%d.img", magic: 0x54323616, flags: [] });
    expect(format().images.get("PAGES")).toEqual({ file: "pages-%u.img", flags: [] });
    expect([...format().images.keys()]).not.toContain("OTHER");
  });

  it("can have equal values in two enums, and messages without `syntax`", () => {
    const values = format().enums.map(({ name, values }) => [name, values.map((value) => value.name)]);
    expect(values).toContainEqual(["fd_types", ["UND", "REG", "PIPE", "TUN"]]);
    expect(values).toContainEqual(["wheel_type", ["REG", "PIPE"]]);
    const wheel = format().messages.find(({ name }) => name === "wheel_entry");
    expect(wheel?.fields.map(({ name, default: value }) => [name, value])).toEqual([
      ["type", 2],
      ["seen_from", undefined],
      ["old_spokes", 16],
      ["tyre", undefined],
    ]);
  });

  it("excludes the messages of sockets", () => {
    const fields = format()
      .messages.find(({ name }) => name === "inventory_entry")
      ?.fields.map(({ name }) => name);
    expect(fields).toEqual(["img_version", "fdinfo_per_id"]);
  });

  it("has octal bits as in Python 2, and no dictionaries", () => {
    const bits = [
      { name: "O_WRONLY", bit: 1 },
      { name: "O_APPEND", bit: 0o2000 },
    ];
    expect(format().display.flags.get("rfile.flags")).toEqual(bits);
    expect(format().display.dicts.size).toBe(0);
  });

  it("keeps its comments", () => {
    expect(tree().protos.get("wheel.proto")).toContain(
      "/*\n * Values that another file has too: REG and PIPE.\n */\nenum",
    );
  });
});

describe("a source tree of the new style", () => {
  const format = () => formatOfTree(readCriuTree(treeFolder("new")));

  it("has flags of images, and numbers in all notations", () => {
    expect(format().name).toBe("v4.2.7");
    expect(format().images.get("STATS")?.flags).toEqual(["O_SERVICE", "O_FORCE_LOCAL"]);
    expect(format().images.get("SPARE_WHEELS")).toEqual({
      file: "spare-wheels.img",
      magic: 0x51364532,
      flags: ["O_NOBUF", "O_FORCE_LOCAL"],
    });
    expect(format().images.get("LADDER")?.magic).toBe(0x52203503);
    expect(format().images.get("ATTIC")).toEqual({ file: "attic-%s.tar.img", flags: [] });
  });

  it("has bits as shifts, and dictionaries", () => {
    expect(
      format()
        .display.flags.get("pmap.flags")
        ?.map(({ bit }) => bit),
    ).toEqual([1, 2, 2 ** 31]);
    expect(format().display.dicts.get("wheel")?.get("turn")?.get(2)).toBe("Right");
  });

  it("keeps strings that look like comments", () => {
    const rim = format().messages.find(({ name }) => name === "wheel_rim");
    expect(rim?.fields[0]?.default).toBe("red; // not white");
  });
});

describe("a source tree is refused", () => {
  it.each([
    [
      "criu/include/magic.h",
      /0x50273030/,
      "0x50273030 +",
      "criu/include/magic.h:13: the end is not understood in the macro PSTREE_MAGIC",
    ],
    [
      "criu/include/magic.h",
      /0x50273030/,
      "0x502730301",
      "criu/include/magic.h:13: PSTREE_MAGIC is not a number of 32 bits",
    ],
    [
      "criu/include/magic.h",
      /#define PSTREE.*/,
      "#if X",
      "criu/include/magic.h:13: the condition depends on `X`, and this",
    ],
    ["criu/include/magic.h", /#define PSTREE.*/, "#define FDINFO_MAGIC 3", "magic.h:14: FDINFO_MAGIC is defined twice"],
    [
      "criu/include/magic.h",
      /PAGEMAP_MAGIC$/m,
      "MAP_MAGIC",
      "magic.h:16: SHMEM_PAGEMAP_MAGIC is an alias of MAP_MAGIC, and",
    ],
    ["criu/include/magic.h", /#define PSTREE.*/, "", "image-desc.c:25: PSTREE_MAGIC of CR_FD_PSTREE is not defined"],
    ["criu/include/image-desc.h", /CR_FD_PSTREE,/, "", "image-desc.c:25: CR_FD_PSTREE is not in the enumeration of"],
    ["criu/image-desc.c", /FD_ENTRY\(PSTREE/, "ROW(PSTREE", "image-desc.c:25: `ROW` is not understood as a row"],
    ["criu/image-desc.c", /"pstree"/, "PSTREE_NAME", "image-desc.c:25: `PSTREE_NAME` is not understood as a value"],
    ["criu/image-desc.c", /\.fmt\t= "stats-%s",/, "", "image-desc.c:35: `CR_FD_STATS` is not understood without .fmt"],
    ["criu/image-desc.c", /O_SERVICE/, "O_NEW", "image-desc.c:38: `O_NEW` is not understood as a value of CR_FD_STATS"],
    ["criu/image-desc.c", /\.oflags = O_/, ".mode = O_", "image-desc.c:38: `mode` is not understood of CR_FD_STATS"],
    ["criu/image-desc.c", /"pstree"/, '"pstree", 1', "image-desc.c:25: `FD_ENTRY` is not understood with 3 arguments"],
    ["criu/image-desc.c", /\};\s*$/, "", "criu/image-desc.c:39: the table of images has no end"],
    [
      "criu/image-desc.c",
      /#include "magic.h"/,
      "#ifdef X",
      "image-desc.c:4: the condition depends on `X`, and this file",
    ],
    ["criu/image-desc.c", /struct cr_fd_desc_tmpl/, "struct other", "criu/image-desc.c has no table of images"],
    [
      "images/pstree.proto",
      /uint32\t\tpid/,
      "uint33\t\tpid",
      "images/pstree.proto:4: there is no message, enum or scalar",
    ],
    ["images/pstree.proto", /= 1;/, "= 1", "images/pstree.proto:5:"],
    ["images/pagemap.proto", /[\s\S]*/, "", "images/pagemap.proto:1: the file declares no message and no enum"],
    ["images/pagemap.proto", /message[\s\S]*/, "", "images/pagemap.proto:1: the file declares no message and no enum"],
    ["Makefile.versions", /.*_MAJOR[\s\S]*/, "", "has no version, neither in Makefile.versions nor in Makefile"],
    [
      "lib/pycriu/images/pb2dict.py",
      /^flags_maps/m,
      "flags",
      "lib/pycriu/images/pb2dict.py: flags_maps has no `pmap.flags`, and images/pagemap.proto:13 needs it",
    ],
    [
      "lib/pycriu/images/pb2dict.py",
      /^dict_maps/m,
      "dicts",
      "lib/pycriu/images/pb2dict.py: dict_maps has no `wheel`, and images/",
    ],
    [
      "lib/pycriu/images/pb2dict.py",
      /1 << 0/,
      "1 @ 0",
      "pb2dict.py:15: `@` is not understood in the table `pmap_flags_map`",
    ],
    ["lib/pycriu/images/pb2dict.py", /pmap_flags_map =/, "other =", "pb2dict.py: the table of names `pmap_flags_map`"],
  ])("with unsupported syntax in %s: %s as %s", (file, from, to, message) => {
    const folder = changedTree(file, (text) => text.replace(from, to));
    expect(() => readCriuTree(folder)).toThrow(message);
  });

  it.each([
    ["criu/include/magic.h", "it has neither criu/include/magic.h nor include/magic.h"],
    ["criu/include/image-desc.h", "it has neither criu/include/image-desc.h nor include/image-desc.h"],
    ["criu/image-desc.c", "it has neither criu/image-desc.c nor image-desc.c"],
    ["images/Makefile", "is not whole: images/Makefile, the list of its .proto files, is missing"],
    ["Makefile.versions", "has no version, neither in Makefile.versions nor in Makefile"],
    ["images", "neither images/ nor protobuf/ has .proto files"],
    ["images/ladder.proto", "images/Makefile:5: images/ladder.proto is built here, and it is missing"],
    ["images/wheel-rim.proto", "images/wheel.proto:4: there is no file `wheel-rim.proto`"],
    ["lib/pycriu/images/pb2dict.py", "has no pb2dict.py, and images/pagemap.proto:13 needs names from it"],
  ])("without %s", (file, message) => {
    const folder = changedTree("criu/image-desc.c", (text) => text);
    rmSync(join(folder, file), { recursive: true });
    expect(() => readCriuTree(folder)).toThrow(message);
  });

  it("if its folder is missing", () => {
    expect(() => readCriuTree("/no/such/tree")).toThrow("there is no folder /no/such/tree");
  });
});
