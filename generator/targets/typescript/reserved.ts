/*
 * Names that every generated package has already: from the language, from the runtime, or its own. A message, an enum
 * or an image cannot have one of them in generated code.
 */

/** Types and values of the language that generated modules use. */
const LANGUAGE = [
  ...["Uint8Array", "Uint16Array", "Uint32Array", "Int32Array", "BigUint64Array", "BigInt64Array", "Float32Array"],
  ...["Float64Array", "IterableIterator", "AsyncIterableIterator", "Iterable", "Map", "Object", "Promise", "Number"],
  "Partial",
];

/** Types of the runtime that the index exports, by module. */
export const PUBLIC_TYPES = {
  "image/checkpoint": ["Checkpoint", "CheckpointFile", "CheckpointTable", "Codec", "Files", "FormatVersion"],
  "image/descriptor": ["ByteOrder", "ImageDescriptor", "ImageFile", "Padded", "RawImage", "Version"],
  "image/framing": ["Framing", "ReadOptions"],
  "image/image": ["ImageEntries", "ImageReader", "ImageWriter", "WriteOptions"],
  "image/stream": ["Chunks", "ImageStream"],
  "wire/limits": ["Limits"],
  "wire/maps": ["OddEntry", "WithMaps"],
  "wire/unknown": ["Message", "UnknownFields"],
} as const;

/** Names of the runtime that generated modules import, and of modules that the index exports as a whole. */
const RUNTIME = [
  ...["codecOf", "encodeCheckpointWith", "openCheckpointWith", "identifyFile", "identify", "nameOf"],
  ...["checkMessage", "checkObject", "checkOptions"],
  ...["openColumns", "openEntry", "putEntry", "take32", "take64", "takeBool", "wordsOf"],
  ...["EnumValue", "enumName"],
  ...["ImageError", "ImageErrorCode", "ImageErrorDetails", "hex32"],
  ...["ImageId", "formatName", "parseName", "parseNumber", "parseLong", "parseWord"],
  ...["decodeRaw", "encodeRaw", "decodeImage", "encodeImage", "iterateImage", "streamImage", "follows", "readRest"],
  ...["CodeNames", "FieldLayout", "FieldNames", "FlagNames", "ImageLayout", "MessageLayout"],
  ...["NAMES", "NamesByField"],
  ...["EnumSchema", "ImageSchema", "MessageSchema"],
  ...["RelationCase", "RelationChoice", "RelationConditions", "RelationCount", "RelationExtents", "RelationPrivacy"],
  ...["RelationBlockField", "RelationBlocks", "RelationRange", "RelationSame", "RelationSpace", "RelationTopic"],
  "RelationUnit",
  ...["MapCodec", "readMapEntry", "writeMap", "merge", "displace"],
  ...["Reader", "closeMessage", "createReader", "readUint32", "missing", "enter", "leave", "readPacked", "spendRoom"],
  ...["Writer", "createWriter", "finish", "atMostOne", "elements", "putBytes", "writePacked"],
  ...["writeMessage", "writeMessages", "keepUnknown", "writeUnknown"],
  ...["readRun", "readUint16s", "readUint32s", "readUint64s", "readMany", "noPads", "keepPadding", "padsOf", "endPads"],
  ...["writeRun", "writeUint16s", "writeUint32s", "writeUint64s", "writeMany", "writeNothing"],
];

/** Endings of the functions that read and write scalars. */
const SCALARS = [
  ...["Double", "Float", "Int32", "Int64", "Uint32", "Uint64", "Sint32", "Sint64"],
  ...["Fixed32", "Fixed64", "Sfixed32", "Sfixed64", "Bool", "String", "Bytes"],
];

/** Exports of modules that every package has. */
const OWN = [
  ...["Images", "ImageName", "AnyImage", "codecs", "imageOfFile", "identifyImage", "decodeAnyImage", "encodeAnyImage"],
  ...["openCheckpoint", "encodeCheckpoint"],
  ...["HEADS", "VERSIONS", "RAW_MAGIC", "RAW_IMAGES", "MAGICS", "RESERVED_MAGICS", "MagicName", "Magic", "OWNERS"],
  ...["Place", "PLACES", "ownersOf", "ownerOf"],
];

const NAMES: ReadonlySet<string> = new Set([
  ...[...LANGUAGE, ...RUNTIME, ...OWN, ...Object.values(PUBLIC_TYPES).flat()],
  ...SCALARS.flatMap((scalar) => [`read${scalar}`, `write${scalar}`]),
]);

/** Returns the names that every package has. Messages, enums and images cannot have them. */
export function reservedNames(): ReadonlySet<string> {
  return NAMES;
}
