import { byteSwapped } from "../../generator/model/registry.ts";
import { latin1 } from "../../generator/text/bytes.ts";

/** First bytes of files by their kind, in hex; `..` is any byte. */
const SIGNATURES: readonly (readonly [kind: string, bytes: string])[] = [
  ["an ELF program", "7f454c46"],
  ["a program of DOS or Windows", "4d5a...."],
  ["a Mach-O program", "feedface"],
  ["a Mach-O program", "feedfacf"],
  ["compiled Python", "....0d0a"],
  ["LLVM's bitcode", "4243c0de"],
  ["an Android program", "6465780a"],
  ["a compress archive", "1f9d...."],
  ["an lzma archive", "5d0000.."],
  ["an lzop archive", "894c5a4f"],
  ["a gzip archive", "1f8b...."],
  ["a bzip2 archive", "425a68.."],
  ["an xz archive", "fd377a58"],
  ["a zstd archive", "28b52ffd"],
  ["an lz4 archive", "04224d18"],
  ["a lzip archive", "4c5a4950"],
  ["a zip archive", "504b...."],
  ["a 7z archive", "377abcaf"],
  ["a RAR archive", "52617221"],
  ["an ar archive", "213c6172"],
  ["a cpio archive", "30373037"],
  ["an RPM package", "edabeedb"],
  ["a PNG picture", "89504e47"],
  ["a GIF picture", "47494638"],
  ["a JPEG picture", "ffd8ff.."],
  ["a TIFF picture", "49492a00"],
  ["a TIFF picture", "4d4d002a"],
  ["a BMP picture", "424d...."],
  ["an icon", "00000100"],
  ["an MP3 file", "494433.."],
  ["a RIFF file", "52494646"],
  ["an Ogg file", "4f676753"],
  ["a FLAC file", "664c6143"],
  ["a PDF document", "25504446"],
  ["a PostScript document", "25215053"],
  ["an Office document", "d0cf11e0"],
  ["an SQLite database", "53514c69"],
  ["a WebAssembly module", "0061736d"],
  ["a Java class", "cafebabe"],
  ["a script", "2321...."],
  ["a text with a byte order mark", "efbbbf.."],
  ["a text with a byte order mark", "feff...."],
  ["a text with a byte order mark", "fffe...."],
  ["a pcap capture", "d4c3b2a1"],
  ["a pcapng capture", "0a0d0d0a"],
  ["a squashfs file system", "68737173"],
  ["a qcow2 disk", "514649fb"],
  // A varint in field 1 and a second field; or a message in field 1 and its first field.
  ["a protobuf message", "08[0-7].1[02].."],
  ["a protobuf message", "0a[0-7].0[8a].."],
  ["a protobuf message", "0a[0-7].1[02].."],
];

const BINARY = SIGNATURES.map(([kind, bytes]) => ({ kind, beginning: new RegExp(`^${bytes}$`) }));

/** Beginnings of kinds of texts. */
const TEXTS: readonly (readonly [kind: string, beginning: RegExp])[] = [
  // The name of a file in tar, the name of a field in protobuf's text format, and most sources.
  ["a text", /^[A-Za-z_]{4}$/],
  ["a text of names and values", /^[A-Za-z_]{1,3} ?[:={]/],
  ["a tar archive", /^(?:\.{1,2}|[A-Za-z_]{1,3})\//],
  ["a text in JSON", /^[[{][\s"[{\]}]/],
  ["an XML document", /^<[?!A-Za-z]/],
  ["a YAML document", /^---/],
  ["a source with a comment", /^(?:\/[/*]|# )/],
];

/**
 * Returns the known kind of files that begin with this number, in either byte order, and their bytes; undefined if there
 * is none.
 */
export function takenFor(value: number): { readonly kind: string; readonly bytes: string } | undefined {
  const orders = [byteSwapped(value), value].map((number) => number.toString(16).padStart(8, "0"));
  for (const kindOf of [fileOf, textOf]) {
    for (const bytes of orders) {
      const kind = kindOf(bytes);
      if (kind !== undefined) return { kind, bytes: bytes.replaceAll(/..(?!$)/g, "$& ") };
    }
  }
  return undefined;
}

function fileOf(bytes: string): string | undefined {
  return BINARY.find(({ beginning }) => beginning.test(bytes))?.kind;
}

function textOf(bytes: string): string | undefined {
  const text = latin1((bytes.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)));
  const kind = TEXTS.find(([, beginning]) => beginning.test(text))?.[0];
  return kind && `${kind} that begins with \`${text}\``;
}
