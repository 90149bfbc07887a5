/*
 * Names that Python, or every generated package, has already.
 */

/** Words that cannot name anything. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/** Names that the body of a message's class uses, and members of its base. Fields cannot have them. */
export const IN_CLASS: ReadonlySet<string> = new Set(
  ("bool bytes float int list str field " + "decode encode layout wire unknown_fields extra padding").split(" "),
);

/** Names in generated readers and writers. Variables for fields cannot have them. */
export const IN_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    "r data pos end depth begin tag message out start size stop number numbers value item has_unknown merge field " +
    "read_uint32 read_int32 read_packed skip_field unknown_in " +
    "bool bytes float int list str object len"
  ).split(" "),
);

/** Members of an enum's base. Values cannot have them. */
export const IN_ENUM: ReadonlySet<string> = new Set(
  (
    "name value numbers renamed mro real imag numerator denominator conjugate bit_length bit_count to_bytes from_bytes " +
    "as_integer_ratio is_integer"
  ).split(" "),
);

/** Types of the package that belong to no schema. Messages, enums and images cannot have their names. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...["AnyImage", "ByteOrder", "Descriptor", "Folder", "FolderFile", "Image", "ImageError", "ImageStream", "ErrorCode"],
  ...[
    "Message",
    "OpenEnum",
    "UnknownFields",
    "UnknownFile",
    "Version",
    "Layout",
    "Field",
    "Reader",
    "Malformed",
    "Spec",
  ],
  ...["Record", "Extra", "Run", "Many", "Use", "Condition", "Final", "ClassVar", "None", "True", "False", "TypeAlias"],
]);
