import { byteSwapped } from "./registry.ts";

/** What files of a kind begin with: bytes in hex, of which `..` can be any. */
const SIGNATURES: readonly (readonly [kind: string, bytes: string])[] = [
  ["an ELF program", "7f454c46"],
  ["a gzip archive", "1f8b...."],
  ["a bzip2 archive", "425a68.."],
  ["an xz archive", "fd377a58"],
  ["a zstd archive", "28b52ffd"],
  ["an lz4 archive", "04224d18"],
  ["a lzip archive", "4c5a4950"],
  ["a zip archive", "504b0304"],
  ["an empty zip archive", "504b0506"],
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
  ["a RIFF file", "52494646"],
  ["an Ogg file", "4f676753"],
  ["a FLAC file", "664c6143"],
  ["a PDF document", "25504446"],
  ["a PostScript document", "25215053"],
  ["an SQLite database", "53514c69"],
  ["a WebAssembly module", "0061736d"],
  ["a Java class", "cafebabe"],
  ["a script", "2321...."],
  ["an XML document", "3c3f786d"],
  ["a pcap capture", "d4c3b2a1"],
  ["a squashfs file system", "68737173"],
  ["a qcow2 disk", "514649fb"],
];

/**
 * Text that begins with a word: what tar (a file's name), protobuf's text format (a field's name) and most sources
 * begin with.
 */
const WORD = /^(?:[46][1-9a-f]|[57][0-9a]|5f){4}$/;

/** What a file that begins with this number could be taken for, in either byte order; nothing where it is nothing known. */
export function takenFor(value: number): { readonly kind: string; readonly bytes: string } | undefined {
  const orders = [byteSwapped(value), value].map((number) => number.toString(16).padStart(8, "0"));
  for (const bytes of orders) {
    const [kind] = SIGNATURES.find(([, signature]) => new RegExp(`^${signature}$`).test(bytes)) ?? [];
    if (kind !== undefined) return { kind, bytes: spaced(bytes) };
  }
  const [little = ""] = orders;
  if (!WORD.test(little)) return undefined;
  const letters = Buffer.from(little, "hex").toString("latin1");
  return { kind: `a text that begins with \`${letters}\``, bytes: spaced(little) };
}

function spaced(bytes: string): string {
  return bytes.replaceAll(/..(?!$)/g, "$& ");
}
