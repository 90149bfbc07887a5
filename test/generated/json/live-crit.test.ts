import { imageOfFile } from "criu-images";
import { imageToJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainImage } from "../../support/build.ts";
import { corpus } from "../../support/corpus.ts";
import { display, enums, images, layouts, messages } from "../../support/facts.ts";
import { type Exact, exactText, expectBytes, FORMS, fromJson, parseExact } from "../../support/json.ts";
import { missingIn, python, SYSTEM_PYTHON, skipped } from "../../support/python.ts";
import { messageOf, type Plain } from "../../support/reference.ts";

/*
 * Compares critgen with the installed crit, an older release: Debian has v3.17. Both read and write all real images
 * that crit knows to the same bytes. The test removes the fields that crit does not know first.
 */

const NO_CRIT = missingIn(SYSTEM_PYTHON, "crit", "import pycriu");

/** Images that the comparison skips, with the reason. */
const UNKNOWN: Readonly<Record<string, string>> = {
  SIGNAL: "crit has no handler for it",
  PSIGNAL: "crit has no handler for it",
  PIDFD: "crit has no handler for it",
  BINFMT_MISC_OLD: "crit has no handler for it",
  PAGEMAP: "field 2 of its entries had another name before v4.2",
  SHMEM_PAGEMAP: "field 2 of its entries had another name before v4.2",
  BINFMT_MISC: "crit has no handler for it",
};

/** Images that crit gets wrong, with the reason. */
const FAULTS: Readonly<Record<string, { readonly wrong: "decode" | "encode"; readonly why: string }>> = {
  IPCNS_SHM: { wrong: "decode", why: "crit reads the later segments as the content of the first one" },
  BPFMAP_DATA: { wrong: "encode", why: "crit fails: it passes text to a function that requires bytes" },
};

const KNOWN = `
import pycriu
types = [t.DESCRIPTOR for t in vars(pycriu.images.pb).values() if hasattr(t, "DESCRIPTOR")]
values = [v.name for t in types if hasattr(t, "values_by_name") for v in t.values]
flags = [name for bits in pycriu.images.pb2dict.flags_maps.values() for name, _ in bits]
fields = {t.full_name: [f.name for f in t.fields] for t in types if hasattr(t, "fields")}
output = {"names": values + flags, "fields": fields}`;

/** Names that crit knows: the fields of each message, flags, and values of enums. */
interface Known {
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly names: readonly string[];
}

/** Returns a pattern that matches each name that crit does not know. */
function newerThan({ names }: Known): RegExp {
  const values = Object.values(enums).flatMap((one) => Object.keys(one.values));
  const flags = Object.values(display.flags).flatMap((bits) => Object.keys(bits));
  const newer = [...values, ...flags].filter((name) => !names.includes(name));
  return new RegExp(`[" ](${["no name", ...newer].join("|")})[" ]`);
}

const BOTH = `
import base64, io, pycriu

def decode(image, pretty):
    loaded = pycriu.images.load(io.BytesIO(base64.b64decode(image)), pretty)
    return json.dumps(loaded, indent=4 if pretty else None)

def encode(text):
    file = io.BytesIO()
    pycriu.images.dump(json.loads(text), file)
    return base64.b64encode(file.getvalue()).decode()

def attempt(work):
    try:
        return work()
    except Exception as problem:
        return repr(problem)

def both(image, *texts):
    return [
        {"decode": attempt(lambda: decode(image, pretty)), "encode": attempt(lambda: encode(text))}
        for pretty, text in enumerate(texts)
    ]

output = [both(*one) for one in input]`;

/** Results of crit for an image and for critgen's JSON, in one form. */
type Answer = Readonly<Record<"decode" | "encode", string>>;
type JsonObject = { readonly [name: string]: Exact };

/** Returns a message without the fields that crit does not know. */
function older(name: string, message: Exact, known: Known): Exact {
  const kept = Object.entries(message as JsonObject).flatMap(([key, value]): [string, Exact][] => {
    const field = messages[name]?.fields.find((one) => one.name === key);
    if (field === undefined) return [[key, value]];
    if (known.fields[name]?.includes(key) === false) return [];
    if (field.kind !== "message") return [[key, value]];
    const inner = (item: Exact): Exact => older(field.type, item, known);
    return [[key, Array.isArray(value) ? (value as readonly Exact[]).map(inner) : inner(value)]];
  });
  return Object.fromEntries(kept);
}

interface Job {
  readonly what: string;
  readonly image: string;
  readonly bytes: Uint8Array;
}

/** Returns the image as crit's own release would write it. */
function olderImage({ what, image, bytes }: Job, known: Known): Job {
  const { entry, first } = layouts[image] ?? {};
  const json = parseExact(textOf(image, bytes, false)) as JsonObject;
  const entries = (json["entries"] as readonly Exact[]).map((one, i) =>
    older((i === 0 ? first : undefined) ?? entry ?? "", one, known),
  );
  return { what, image, bytes: fromJson(exactText({ ...json, entries })) };
}

function textOf(image: string, bytes: Uint8Array, pretty: boolean): string {
  const only = imageLayouts.filter((layout) => layout.image === image);
  return imageToJson(only, bytes, { pretty });
}

/** Returns the real images that crit may know. */
function realImages(): Job[] {
  return corpus().flatMap(({ path, name, bytes }) => {
    const image = imageOfFile(name)?.image ?? "";
    return layouts[image]?.raw === true || image in UNKNOWN ? [] : [{ what: path, image, bytes }];
  });
}

/** Returns images without extras that crit may know, with random values. */
function randomImages(): Job[] {
  const rows = images.filter(({ name }) => Object.keys(layouts[name] ?? {}).join() === "entry" && !(name in UNKNOWN));
  return rows.flatMap(({ name }) => {
    const entry = layouts[name]?.entry ?? "";
    const messagesOfRow = entry === "" ? [] : fc.sample(messageOf(entry), 20);
    return messagesOfRow.map((message) => {
      return { what: name, image: name, bytes: plainImage(name, [withAddresses(entry, message)], {}) };
    });
  });
}

/** Cuts addresses to one word: crit fails for lengths other than one and four. */
function withAddresses(name: string, message: Plain): Plain {
  const fields = messages[name]?.fields ?? [];
  const fitting = Object.entries(message).map(([key, value]): [string, unknown] => {
    const field = fields.find((one) => one.name === key);
    if (field?.criu?.["ipadd"] === true) return [key, (value as number[]).slice(0, 1)];
    if (field?.kind !== "message") return [key, value];
    const inner = (item: unknown): Plain => withAddresses(field.type, item as Plain);
    return [key, Array.isArray(value) ? value.map(inner) : inner(value)];
  });
  return Object.fromEntries(fitting);
}

/** Compares crit with critgen; returns the number of equal texts. */
function compare(given: readonly Job[]): number {
  const known = python<Known>(KNOWN, null, SYSTEM_PYTHON);
  const newer = newerThan(known);
  const jobs = given.map((job) => olderImage(job, known));
  const texts = jobs.map(({ image, bytes }) => FORMS.map(({ pretty }) => textOf(image, bytes, pretty)));
  const input = jobs.map(({ bytes }, i) => [Buffer.from(bytes).toString("base64"), ...(texts[i] ?? [])]);
  const answers = python<Answer[][]>(BOTH, input, SYSTEM_PYTHON);
  let same = 0;
  for (const [i, { what, image, bytes }] of jobs.entries()) {
    for (const [form, text] of (texts[i] ?? []).entries()) {
      const { decode, encode } = answers[i]?.[form] ?? { decode: "", encode: "" };
      if (newer.test(text)) continue;
      if (FAULTS[image]?.wrong !== "decode") expect(decode, what).toBe(text);
      if (FAULTS[image]?.wrong !== "encode") expectBytes(new Uint8Array(Buffer.from(encode, "base64")), bytes, what);
      same++;
    }
  }
  return same;
}

describe.skipIf(NO_CRIT !== undefined)(`the JSON codec, compared with the installed crit${skipped(NO_CRIT)}`, () => {
  it("agrees on each real image, in both directions", () => {
    expect(compare(realImages())).toBeGreaterThan(900);
  });

  it("agrees on random values in all fields, in both directions", () => {
    expect(compare(randomImages())).toBeGreaterThan(1000);
  });
});
