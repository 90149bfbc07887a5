import { beginning, concat, words } from "../../support/build.ts";
import { EXTRAS } from "../../support/extras.ts";
import { images, layouts } from "../../support/facts.ts";
import { referenceEncode } from "../../support/reference.ts";
import { type Changes, diceOf, rewritten } from "../../support/wire.ts";
import { toHex, type Vector } from "../vector.ts";
import { nameOf, USUAL } from "./images.ts";
import { valuesOf } from "./values.ts";

/*
 * Makes messages in other encodings than CRIU's. Those by hand show one thing each; those of all images mix everything,
 * and depend only on a seed.
 */

/** Usual encodings of a message, and others of the same or with unknown fields: bytes, and those that they are written to. */
interface ByHand {
  readonly usual: string;
  readonly same: Readonly<Record<string, string>>;
  /** Encodings that are written as they are. */
  readonly kept: Readonly<Record<string, string>>;
  /** Messages of other values, in their usual encoding. */
  readonly others?: Readonly<Record<string, string>>;
}

const BY_HAND: Readonly<Record<string, ByHand>> = {
  FDINFO: {
    usual: "0801 1003 1801 2004",
    same: {
      "fields out of order": "2004 1801 1003 0801",
      "a field twice: the last value wins": "0809 0801 1003 1801 2004",
      "an overlong value": "0881808080808080808000 1003 1801 2004",
      "an overlong tag": "8880808000 01 1003 1801 2004",
      "bits above 32 in a 32-bit value": "0881808080f01f 1003 1801 2004",
    },
    kept: {
      "an unknown varint at the end": "0801 1003 1801 2004 7801",
      "an unknown field before all others": "7801 0801 1003 1801 2004",
      "an unknown field in the middle": "0801 7801 1003 1801 2004",
      "unknown fields of every wire type": "0801 1003 1801 2004 7801 790102030405060708 7a020102 7d01020304",
      "an unknown group": "0801 1003 1801 2004 7b 0801 7c",
      "an unknown group in another": "0801 1003 1801 2004 7b 0b 0c 7c",
      "an unknown field with an overlong tag and length": "0801 1003 1801 2004 fa808000 8180808000 05",
      "a known field with the wire type of another is unknown": "0801 0d01000000 1003 1801 2004",
      "the largest number of a field": "0801 1003 1801 2004 f8ffffff0f01",
    },
    others: {
      "a number without a name in its enum": "0801 1003 1863 2004",
      "a negative number in an enum": "0801 1003 18ffffffffffffffffff01 2004",
    },
  },
  UTSNS: {
    usual: "0a0161 120162",
    same: {},
    kept: {},
    others: {
      "a string with a byte that is not UTF-8": "0a02ff41 120162",
      "a string with a surrogate in UTF-8": "0a03eda080 120162",
      "a string with a cut character": "0a03e28241 120162",
    },
  },
  PSTREE: {
    usual: "0801 1000 1801 2001 2801 2802 2803",
    same: {
      "a packed list": "0801 1000 1801 2001 2a03010203",
      "a list in two packs": "0801 1000 1801 2001 2a020102 2a0103",
      "a list partly packed": "0801 1000 1801 2001 2801 2a0102 2803",
      "an empty pack in a list": "0801 1000 1801 2001 2801 2a00 2802 2803",
      "a list around other fields": "2801 0801 1000 1801 2802 2001 2803",
      "overlong values in a pack": "0801 1000 1801 2001 2a05 818000 02 03",
    },
    kept: {},
  },
};

/** Changes of messages by chance. */
const WHAT: readonly (readonly [name: string, changes: Changes])[] = [
  ["other forms", { rewrite: true, unknown: false, strays: false }],
  ["unknown fields", { rewrite: false, unknown: true, strays: false }],
  ["other forms, unknown fields and wrong wire types", { rewrite: true, unknown: true, strays: true }],
];

/** Makes the vectors of odd encodings, without their JSON, and without `encoded` if unknown fields are in them. */
export function encodingVectors(): Vector[] {
  return [...byHand(), ...images.flatMap(({ name }, i) => mixed(name, 3 * i))];
}

function byHand(): Vector[] {
  return Object.entries(BY_HAND).flatMap(([image, { usual, same, kept, others = {} }]) => {
    const whole = (hex: string): string => {
      const message = new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex"));
      return toHex(concat(beginning(image, USUAL), words(true, message.length), message));
    };
    const written = whole(usual);
    return [
      ...Object.entries(same).map(([name, hex]) =>
        vectorOf(`${image}: ${name}`, image, whole(hex), { encoded: written, written }),
      ),
      ...Object.entries(others).map(([name, hex]) =>
        vectorOf(`${image}: ${name}`, image, whole(hex), { written: whole(hex) }),
      ),
      ...Object.entries(kept).map(([name, hex]) =>
        vectorOf(`${image}: ${name}`, image, whole(hex), { encoded: whole(hex), written }),
      ),
    ];
  });
}

function mixed(image: string, seed: number): Vector[] {
  const { first, entry } = layouts[image] ?? {};
  if (typeof entry !== "string" || image in EXTRAS) return [];
  return WHAT.map(([what, changes], i) => {
    const dice = diceOf(seed + i);
    const whole = (form: (message: string, bytes: Uint8Array) => Uint8Array): string => {
      const frames = [first, entry].flatMap((message) => {
        if (message === undefined) return [];
        const bytes = form(message, referenceEncode(message, valuesOf(message, "some")));
        return [words(true, bytes.length), bytes];
      });
      return toHex(concat(beginning(image, USUAL), ...frames));
    };
    const usual = whole((_, bytes) => bytes);
    const bytes = whole((message, usualBytes) => rewritten(message, usualBytes, changes, dice));
    return vectorOf(`${image}: ${what}`, image, bytes, {
      ...(!changes.unknown && { encoded: usual }),
      written: usual,
    });
  });
}

function vectorOf(
  name: string,
  image: string,
  bytes: string,
  { encoded, written }: { readonly encoded?: string; readonly written: string },
): Vector {
  return {
    ...{ name, image, file: nameOf(image), bytes },
    ...(encoded !== undefined && encoded !== bytes && { encoded }),
    ...(written !== (encoded ?? bytes) && { written }),
  };
}
