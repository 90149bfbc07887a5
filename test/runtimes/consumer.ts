/*
 * Uses the package for its types alone; it never runs. compilers.mjs checks it with each compiler, against the
 * declarations of the installed package. Lines that must not compile are marked.
 */
import {
  type AnyImage,
  type Chunks,
  type decodeAnyImage,
  encodeAnyImage,
  type enumName,
  FdTypes as FdTypesOfIndex,
  ImageError,
  type ImageErrorCode,
  type ImageName,
  type openCheckpoint,
  type PagemapHead,
  type Version,
} from "criu-images";
import type { decodeAnyImage as decodeOfAll } from "criu-images/all";
import type { decodePagemapColumns, PagemapColumns } from "criu-images/columns/pagemap";
import type { FdTypes } from "criu-images/enums/fd-types";
import type { GhostFileImage, GhostFileImageEntry } from "criu-images/images/ghost-file";
import type { IpcnsMsgImageEntry } from "criu-images/images/ipcns-msg";
import type { IpcnsShmImageEntry } from "criu-images/images/ipcns-shm";
import { decodePagemapImage, formatPagemapImageName, type parsePagemapImageName } from "criu-images/images/pagemap";
import { decodeTcpStreamImage, encodeTcpStreamImage, streamTcpStreamImage } from "criu-images/images/tcp-stream";
import { type HEADS, MAGICS, type Magic, type MagicName, type ownerOf, type VERSIONS } from "criu-images/magic";
import type { FdinfoEntry } from "criu-images/messages/fdinfo-entry";
import type { MmEntry } from "criu-images/messages/mm-entry";
import { encodePagemapEntry, type PagemapEntry } from "criu-images/messages/pagemap-entry";
import { chunksOf, openFolder, type readImage, writeImage } from "criu-images/node";

// @ts-expect-error The runtime is not exported.
export type { Reader } from "criu-images/runtime/reader";

/** True if two types are identical. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function holds<_Claim extends true>(): void;
declare const bytes: Uint8Array;
declare const image: AnyImage;

// Fields: 64 bits are bigints, optional fields may be absent, and a required field cannot be undefined.
holds<Same<PagemapEntry["vaddr"], bigint>>();
holds<Same<PagemapEntry["compat_nr_pages"], number>>();
holds<Same<PagemapEntry["nr_pages"], bigint | undefined>>();
holds<Same<Pick<PagemapEntry, "in_parent" | "flags">, { in_parent?: boolean; flags?: number }>>();
holds<Same<MmEntry["mm_saved_auxv"], bigint[]>>();
holds<Same<FdinfoEntry["type"], FdTypes>>();
encodePagemapEntry({ vaddr: 1n, compat_nr_pages: 1 });
// @ts-expect-error A number is not a bigint.
encodePagemapEntry({ vaddr: 1, compat_nr_pages: 1 });
// @ts-expect-error A required field is missing.
encodePagemapEntry({ vaddr: 1n });
// @ts-expect-error An optional field is absent, not undefined.
encodePagemapEntry({ vaddr: 1n, compat_nr_pages: 1, flags: undefined });
// @ts-expect-error There is no such field.
encodePagemapEntry({ vaddr: 1n, compat_nr_pages: 1, pages: 1 });

// Enums: values by name, names by value, and unnamed numbers.
holds<Same<typeof FdTypes.INETSK, 4>>();
holds<Same<ReturnType<typeof enumName<typeof FdTypes>>, keyof typeof FdTypes | undefined>>();
export const unnamed: FdTypes = 4711;
export const same: typeof FdTypes = FdTypesOfIndex;
// @ts-expect-error A name is not a value.
export const named: FdTypes = "INETSK";

// Images: first message, entries, the extra of an entry, and the rest.
const tcp = decodeTcpStreamImage(bytes);
holds<Same<typeof tcp.image, "TCP_STREAM">>();
holds<Same<(typeof tcp.entries)[number]["extra"], { inq: Uint8Array; outq: Uint8Array }>>();
holds<Same<IpcnsMsgImageEntry["extra"][number]["extra"], Uint8Array>>();
holds<Same<Pick<IpcnsShmImageEntry, "extra">, { extra?: Uint8Array }>>();
holds<Same<GhostFileImageEntry["extra"], Uint8Array>>();
holds<Same<Pick<GhostFileImage, "rest">, { rest?: Uint8Array }>>();
const pagemap = decodePagemapImage(bytes, {
  version: "v1.1",
  tolerate: ({ code }) => holds<Same<typeof code, ImageErrorCode>>(),
});
holds<Same<typeof pagemap.first, PagemapHead | undefined>>();
holds<Same<typeof pagemap.version, Version | undefined>>();
encodeTcpStreamImage({ image: "TCP_STREAM", entries: tcp.entries }, { byteOrder: "big" });
// @ts-expect-error This is another image.
encodeTcpStreamImage(pagemap);
// @ts-expect-error With noUncheckedIndexedAccess, the first entry may be undefined.
pagemap.entries[0].vaddr;
// @ts-expect-error The name of an image is read-only.
pagemap.image = "PAGEMAP";

// The property `image` discriminates images of any kind.
if (image.image === "PAGEMAP") holds<Same<typeof image.entries, PagemapEntry[]>>();
if (image.image === "PAGES") holds<Same<typeof image.rest, Uint8Array>>();
holds<Same<AnyImage["image"], ImageName>>();
holds<Same<typeof decodeOfAll, typeof decodeAnyImage>>();
holds<Same<ReturnType<typeof encodeAnyImage>, Uint8Array>>();
holds<Same<ReturnType<typeof openCheckpoint>["inventory"], AnyImage>>();
// @ts-expect-error No image has this name.
if (image.image === "PAGEMAPS") encodeAnyImage(image);

// Names: printf's `%lu` is a bigint.
holds<Same<ReturnType<typeof parsePagemapImageName>, bigint | undefined>>();
formatPagemapImageName(42);

// Columns.
holds<Same<PagemapColumns["vaddr"], BigUint64Array>>();
holds<Same<ReturnType<typeof decodePagemapColumns>["flags"], Uint32Array>>();

// The registry: each magic is a literal, and the names are known.
holds<Same<typeof MAGICS.PAGEMAP, 0x56084025>>();
holds<Same<typeof HEADS.common, 0x54564319>>();
holds<Same<(typeof VERSIONS)[0]["name"], "v1.0">>();
holds<Same<ReturnType<typeof ownerOf>, MagicName | undefined>>();
export const magic: Magic = MAGICS.CORE;
// @ts-expect-error No image has this magic.
export const noMagic: Magic = 1;

// Streams, and files.
const chunks: Chunks = chunksOf("tcp-stream-1.img");
for await (const entry of (await streamTcpStreamImage(chunks)).entries)
  holds<Same<typeof entry.extra.inq, Uint8Array>>();
const checkpoint = openFolder(".");
for (const file of checkpoint.files) writeImage(file.file, checkpoint.decode(file));
holds<Same<ReturnType<typeof readImage>, AnyImage>>();

// The error.
export function codeOf(error: unknown): ImageErrorCode | undefined {
  if (error instanceof ImageError) holds<Same<typeof error.offset, number | undefined>>();
  return error instanceof ImageError ? error.code : undefined;
}
