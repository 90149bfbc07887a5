import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../generator/generate.ts";
import type { Extra, Field, FieldType, Image, Part } from "../../generator/model/model.ts";
import {
  display,
  enums,
  type FactField,
  history,
  images,
  layouts,
  magicOf,
  magics,
  messages,
  understoodSince,
} from "../support/facts.ts";

// The schema may contain more than the facts of CRIU v4.2, such as later releases, but must not contradict them.
const model = loadModel(fileURLToPath(new URL("../../schema", import.meta.url)));
const row = (name: string): Image | undefined => model.images.find((image) => image.name === name);

describe("the table", () => {
  it("has each image with its file, flags and magic", () => {
    for (const { name, format, flags } of images) {
      const found = row(name);
      expect({ name, file: found?.file, flags: found?.flags, magic: found?.magic ?? 0 }).toEqual({
        name,
        file: format,
        flags,
        magic: magicOf(name),
      });
    }
    expect(images).toHaveLength(85);
  });

  it("has the town of each magic, and the original of each alias", () => {
    const rows = magics.map((magic) => ({ ...magic, row: row(magic.name) })).filter((magic) => magic.row?.magic);
    const [shared, own] = [true, false].map((is) => rows.filter(({ alias_of }) => (alias_of !== undefined) === is));
    expect([shared?.length, own?.length]).toEqual([5, 68]);
    expect(own?.map(({ name, row }) => [name, row?.town])).toEqual(own?.map(({ name, town }) => [name, town]));
    expect(shared?.map(({ row }) => `${row?.alias}_MAGIC`)).toEqual(shared?.map(({ alias_of }) => alias_of));
  });

  it("has the heads, the versions and the reserved magics", () => {
    const value = (name: string): number => Number(magics.find((magic) => magic.name === name)?.value);
    expect(model.heads.common.value).toBe(value("IMG_COMMON"));
    expect(model.heads.service.value).toBe(value("IMG_SERVICE"));
    expect(model.reserved.map(({ name, value }) => [name, value])).toEqual([["KDAT", value("KDAT")]]);
    const versions = new Map(model.versions.map((version) => [version.name, version]));
    expect(versions.get("v1.0")).toMatchObject({ value: value("CRTOOLS_IMAGES_V1"), heads: false });
    expect(versions.get("v1.1")).toMatchObject({ value: value("CRTOOLS_IMAGES_V1_1"), heads: true });
    expect(versions.get("pre-dump")).toMatchObject({ value: 0, heads: true });
  });

  it("has the messages of each layout, and the raw images", () => {
    for (const [name, { raw, first, entry, rest }] of Object.entries(layouts)) {
      const found = row(name);
      const chunks = rest === undefined ? undefined : "ghost_chunk_entry";
      expect({
        name,
        raw: found?.magic === undefined,
        first: found?.layout.first?.message,
        entry: found?.layout.entries?.message,
      }).toEqual({ name, raw: raw === true, first, entry: entry ?? chunks });
    }
  });

  it("has the extras and rests of CRIU's images", () => {
    const said = images.flatMap(({ name }) => {
      const { extra, rest } = row(name)?.layout ?? {};
      if (extra === undefined && rest === undefined) return [];
      return [[name, `${extra === undefined ? "" : extraText(extra)}${rest === undefined ? "" : " or the rest"}`]];
    });
    expect(Object.fromEntries(said)).toEqual({
      PIPES_DATA: "bytes × bytes",
      FIFO_DATA: "bytes × bytes",
      SK_QUEUES: "bytes × length",
      IPCNS_SHM: "bytes × size, padded to 4, unless in_pagemaps",
      IPCNS_MSG: "ipc_msg × qnum, each with bytes × msize, padded to 8",
      IPCNS_SEM: "u16 × nsems, padded to 8",
      TCP_STREAM: "inq: bytes × inq_len; outq: bytes × outq_len",
      BPFMAP_DATA: "keys: bytes × keys_bytes; values: bytes × values_bytes",
      GHOST_FILE: "bytes × len or the rest",
      PAGES_OLD: " or the rest",
      SHM_PAGES_OLD: " or the rest",
    });
  });
});

describe("the messages", () => {
  it("have each field with its number, label, type, default and display options", () => {
    for (const [name, { fields }] of Object.entries(messages)) {
      if (name === "CRIU_Opts") continue; // declares options of .proto files; no image has it
      const found = model.messages.find((message) => message.name === name);
      expect({ name, fields: found?.fields.map(fieldFact) }).toEqual({
        name,
        fields: [...fields].sort((a, b) => a.number - b.number),
      });
    }
    expect(Object.keys(messages)).toHaveLength(156);
  });

  it("have each enum with its values", () => {
    for (const [name, { values }] of Object.entries(enums)) {
      const found = model.enums.find((e) => e.name === name);
      expect({ name, values: Object.fromEntries(found?.values.map((v) => [v.name, v.number]) ?? []) }).toEqual({
        name,
        values,
      });
    }
  });
});

describe("the display data and the history", () => {
  it("have the name of each flag and code", () => {
    for (const [map, bits] of Object.entries(display.flags)) {
      expect(model.display.flags.get(map)).toEqual(
        Object.entries(bits).map(([name, bit]) => ({ name, bit: Number(bit) })),
      );
    }
    for (const [dict, fields] of Object.entries(display.dicts)) {
      for (const [field, names] of Object.entries(fields)) {
        const codes = Object.entries(names).map(([code, name]) => [Number(code), name]);
        expect([...(model.display.dicts.get(dict)?.get(field) ?? [])]).toEqual(codes);
      }
    }
  });

  it("have each release, and the first release of each image, field and value", () => {
    expect(Object.fromEntries(model.history.releases.map(({ name, date }) => [name, date]))).toEqual(history.releases);
    const { fields, enumValues } = model.history;
    for (const [name, release] of Object.entries(history.since.images)) {
      if (row(name) !== undefined && !(name in understoodSince))
        expect([name, model.history.images.get(name)]).toEqual([name, release]);
    }
    for (const [path, release] of Object.entries(history.since.fields)) {
      if (path.startsWith("criu_") || !((path.split(".")[0] ?? "") in messages) || path in understoodSince) continue;
      if (!(path in history.gone_in.fields)) expect([path, fields.get(path)]).toEqual([path, release]);
    }
    for (const [path, release] of Object.entries(history.since.enum_values)) {
      if (!(path.slice(0, path.lastIndexOf(".")) in enums) || path in understoodSince) continue;
      if (!(path in history.gone_in.enum_values)) expect([path, enumValues.get(path)]).toEqual([path, release]);
    }
  });

  it("have the first release that understands each renamed or changed thing", () => {
    const { images, fields, enumValues, notes } = model.history;
    const all = new Map([...images, ...fields, ...enumValues]);
    expect(Object.fromEntries(Object.keys(understoodSince).map((name) => [name, all.get(name)]))).toEqual(
      understoodSince,
    );
    expect([...notes.keys()]).toEqual(["pagemap_entry.nr_pages"]);
  });
});

function extraText(extra: Extra): string {
  if (extra.kind === "one") return partText(extra.part);
  return extra.parts.map(({ name, part }) => `${name}: ${partText(part)}`).join("; ");
}

function partText(part: Part): string {
  const when = part.when === undefined ? "" : `, ${part.when.is ? "if" : "unless"} ${part.when.field}`;
  if (part.kind === "run")
    return `${part.type} × ${part.length}${part.pad > 1 ? `, padded to ${part.pad}` : ""}${when}`;
  return `${part.message} × ${part.count}${part.extra ? `, each with ${extraText(part.extra)}` : ""}${when}`;
}

/** Returns a field of the model in the form of the facts. */
function fieldFact(field: Field): FactField {
  const { name, number, label, display: options } = field;
  return {
    name,
    number,
    label,
    ...typeFact(field.type),
    ...(field.default !== undefined && { default: defaultFact(field) }),
    ...(Object.keys(options).length > 0 && { criu: options as Record<string, unknown> }),
  };
}

function typeFact(type: FieldType): Pick<FactField, "type" | "kind"> {
  if (type.kind === "map") throw new Error("CRIU has no maps");
  return type.kind === "scalar" ? { type: type.scalar } : { type: type.name, kind: type.kind };
}

function defaultFact({ type, default: value }: Field): string {
  if (type.kind !== "enum") return String(value);
  return model.enums.find((e) => e.name === type.name)?.values.find((v) => v.number === value)?.name ?? "";
}
