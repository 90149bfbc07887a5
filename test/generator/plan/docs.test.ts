import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { coordinates, degrees, hex } from "../../../generator/model/coordinates.ts";
import { imageDoc, paragraphs, since } from "../../../generator/plan/docs.ts";
import { planMagics } from "../../../generator/plan/magics.ts";
import { row, table, tinySchema } from "../../support/schema.ts";

const model = (rows: readonly string[], history = "{}\n") => loadModel(tinySchema({ images: table(...rows), history }));

describe("the coordinates of a magic", () => {
  it.each([
    [0x58313116, "58°31'N 31°16'E", 58.5167, 31.2667], // Veliky Novgorod
    [0x54564319, "54°56'N 43°19'E", 54.9333, 43.3167], // Sarov
    [0x59573019, "59°57'N 30°19'E", 59.95, 30.3167], // St. Petersburg
    [0x50273030, "50°27'N 30°30'E", 50.45, 30.5], // Kyiv
    [0x48453499, "48°45'N 34°99'E", 48.75, 35.65], // 99 minutes are a degree and 39
    [0x05000001, "05°00'N 00°01'E", 5, 0.0167],
  ])("are its digits: %i", (magic, text, latitude, longitude) => {
    expect(degrees(magic)).toBe(text);
    expect(coordinates(magic)).toEqual({ latitude, longitude });
  });

  it.each([0x5831311a, 0xabcdef01, 0xffffffff])("are absent if a digit is not decimal: %i", (magic) => {
    expect(coordinates(magic)).toBeUndefined();
  });

  it("are printed in eight hexadecimal digits", () => {
    expect([hex(0x58313116), hex(5), hex(0xffffffff)]).toEqual(["0x58313116", "0x00000005", "0xffffffff"]);
  });
});

describe("the comment of an image", () => {
  it("has its description, its file, its magic, its town and coordinates", () => {
    const m = model([row("NOTE", "magic: 0x58313116, town: Novgorod, by: criu/image.c, rest: bytes")]);
    expect(m.images.slice(1).flatMap((image) => imageDoc(m, image))).toEqual([
      "NOTE: A thing.",
      "",
      "File `note.img`; magic `0x58313116`, Novgorod (58°31'N 31°16'E).",
      "In CRIU: `criu/image.c`.",
    ]);
  });

  it("names the owner of its magic, and its first and last release", () => {
    const history = "v1.0: { date: 2013-01-01 }\nv1.1: { date: 2014-01-01, added: { images: [SHARED] } }\n";
    const rows = [row("NOTE", "magic: 5, rest: bytes"), row("SHARED", "magic: NOTE, rest: bytes, until: v1.2")];
    const m = model(rows, history);
    expect(m.images.slice(2).flatMap((image) => imageDoc(m, image))).toEqual([
      "SHARED: A thing.",
      "",
      "File `shared.img`; magic `0x00000005`, that of NOTE.",
      "Since CRIU v1.1. Last written by v1.2.",
    ]);
  });

  it("reports a raw image, and one that no release writes", () => {
    const m = model([row("NOTE", "raw: true, until: never")]);
    expect(m.images.slice(1).flatMap((image) => imageDoc(m, image))).toEqual([
      "NOTE: A thing.",
      "",
      "File `note.img`; raw: no magic, no framing.",
      "No release writes it.",
    ]);
  });

  it("ends without an empty line if there is no history", () => {
    const m = model([row("NOTE", "raw: true")]);
    expect(m.images.slice(1).flatMap((image) => imageDoc(m, image))).toEqual([
      "NOTE: A thing.",
      "",
      "File `note.img`; raw: no magic, no framing.",
    ]);
  });

  it("has a town without coordinates if the magic has other digits", () => {
    const m = model([row("NOTE", "magic: 0x1a2b3c4d, town: Nowhere, rest: bytes")]);
    const text = m.images.slice(1).flatMap((image) => imageDoc(m, image));
    expect(text).toContain("File `note.img`; magic `0x1a2b3c4d`, Nowhere.");
  });

  it("ends with a full stop, even if the schema's comment does not", () => {
    expect(
      ["", "A thing", "A thing.", "Is it?", "These:", "No. 5 is", "Two\n\nlines"].map((text) =>
        paragraphs(text, "None."),
      ),
    ).toEqual([...[["None."], ["A thing."], ["A thing."], ["Is it?"], ["These:"], ["No. 5 is."], ["Two", "lines."]]]);
    expect(paragraphs("", "")).toEqual([]);
  });

  it("has only the magic if there is no town", () => {
    const m = model([row("NOTE", "magic: 0x58313116, rest: bytes")]);
    expect(m.images.slice(1).flatMap((image) => imageDoc(m, image))).toContain("File `note.img`; magic `0x58313116`.");
  });

  it("names the first release of the image", () => {
    const history =
      "v1.0: { date: 2013-01-01, added: { images: [OLD] } }\nv1.1: { date: 2014-01-01, added: { images: [NEW] } }\n";
    const m = model([row("OLD", "raw: true"), row("NEW", "raw: true"), row("OWN", "raw: true")], history);
    const last = m.images.slice(1).map((image) => imageDoc(m, image).at(-1));
    expect(last).toEqual([
      "Since CRIU v1.0 or earlier.",
      "Since CRIU v1.1.",
      "File `own.img`; raw: no magic, no framing.",
    ]);
  });

  it("omits the first release of a field that existed from the start", () => {
    const m = model([], "v1.0: { date: 2013-01-01 }\nv1.1: { date: 2014-01-01 }\n");
    expect([since(m, "v1.0"), since(m, "v1.1"), since(m, undefined)]).toEqual(["", "Since CRIU v1.1.", ""]);
  });
});

describe("the magic module of a package", () => {
  it("assigns a shared magic to the row with the number, in any order", () => {
    const view = planMagics(
      model([row("BEFORE", "magic: NOTE, rest: bytes"), row("NOTE", "magic: 0x58313116, town: Novgorod, rest: bytes")]),
    );
    expect(view.owners).toContainEqual({ value: 0x58313116, names: ["NOTE", "BEFORE"] });
    expect(view.magics.find(({ name }) => name === "BEFORE")?.about).toBe("As NOTE.");
  });

  it("lists the coordinates of all magics that spell some", () => {
    const view = planMagics(
      model([
        row("NOTE", "magic: 0x58313116, town: Novgorod, rest: bytes"),
        row("FAR", "magic: 0x1a2b3c4d, town: No, rest: bytes"),
      ]),
    );
    expect(view.places).toEqual([
      { value: 0x54564319, town: "Sarov", latitude: 54.9333, longitude: 43.3167 },
      { value: 0x55105940, town: "Zlatoust", latitude: 55.1667, longitude: 59.6667 },
      { value: 0x58313116, town: "Novgorod", latitude: 58.5167, longitude: 31.2667 },
    ]);
    expect(view.magics.find(({ name }) => name === "FAR")?.about).not.toContain("°");
  });

  it("describes each magic with its town and coordinates, if they exist", () => {
    const reserved =
      "reserved: { KEPT: { magic: 7, town: T, about: Kept }, FAR: { magic: 0x1a2b3c4d, town: Far } }\nimages:";
    const rows = [row("NOTE", "magic: 0x58313116, town: Novgorod, rest: bytes"), row("BARE", "magic: 6, rest: bytes")];
    const images = table(...rows).replace("images:", reserved);
    const view = planMagics(loadModel(tinySchema({ images })));
    expect(view.heads).toEqual([
      { name: "common", value: 0x54564319, about: "Images: Sarov, 54°56'N 43°19'E." },
      { name: "service", value: 0x55105940, about: "Others: Zlatoust, 55°10'N 59°40'E." },
    ]);
    expect(view.reserved).toEqual([
      { name: "KEPT", value: 0x00000007, about: "Kept: T, 00°00'N 00°07'E." },
      { name: "FAR", value: 0x1a2b3c4d, about: "Far." },
    ]);
    expect(view.magics).toEqual([
      { name: "BASE", value: 0x11111112, about: "" },
      { name: "NOTE", value: 0x58313116, about: "Novgorod, 58°31'N 31°16'E." },
      { name: "BARE", value: 0x00000006, about: "" },
    ]);
  });

  it("lists the raw images separately", () => {
    const view = planMagics(model([row("NOTE", "raw: true")]));
    expect(view.raw).toEqual(["NOTE"]);
    expect(view.magics.map(({ name }) => name)).toEqual(["BASE"]);
  });
});
