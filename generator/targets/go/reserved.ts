/* Exported names that every generated package has. A message, an enum or an image cannot have one of them. */

/** Names of the runtime. */
const RUNTIME = [
  ...["Error", "Code", "CodeTruncated", "CodeOverrun", "CodeBadVarint", "CodeBadTag", "CodeTooDeep", "CodeTooLarge"],
  ...["CodeTooMuch", "CodeMissingField", "CodeBadMagic", "CodeSwappedHead", "CodeMissingHead", "CodeUnexpectedHead"],
  ...["CodeUnknownVersion", "CodeBadLength", "CodeBadValue", "CodeBadName", "CodeNoFile", "CodeRawImage"],
  ...["CodeBadJSON", "ReadOption", "MaxDepth", "MaxSize", "MaxMemory", "RequireVersion", "Tolerate"],
  ...["Version", "Versions", "FormatVersion", "Version11", "Version10", "ByteOrder", "LittleEndian", "BigEndian"],
  ...["Framing", "Image", "Encode"],
  ...["UnknownFields", "UnknownRun", "Ptr", "ValueOr", "Stream", "None", "Checkpoint", "File"],
  ...["DecodeAny", "ImageOf", "OpenCheckpoint", "ToJSON", "FromJSON", "ImageToJSON", "JSONToImage"],
  ...["RelationBlockField", "RelationBlocks", "RelationCase", "RelationChoice", "RelationChosen"],
  ...["RelationConditions", "RelationCount", "RelationElements", "RelationEqual", "RelationEquals"],
  ...["RelationExtents", "RelationField", "RelationFile", "RelationHas", "RelationIdentity", "RelationKey"],
  ...["RelationLimit", "RelationNavigation", "RelationPrivacy", "RelationRange", "RelationReference"],
  ...["RelationSame", "RelationSet", "RelationSize", "RelationSpace", "RelationTable", "RelationTerm"],
  ...["RelationTest", "RelationTopic", "RelationUnit", "Relations"],
];

/** Names of the runtime, and of the generated files that every package has. */
export const RESERVED: ReadonlySet<string> = new Set(RUNTIME);
