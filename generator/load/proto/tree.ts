import type { Location } from "../../model/problem.ts";
import type { Token } from "./lexer.ts";

/*
 * Syntax tree of a .proto file, with the place of each node. Names are not resolved yet.
 */

/** Part of a text, from its first character up to, but not including, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A word, and its place. */
export interface Word {
  readonly text: string;
  readonly at: Location;
  readonly range: Range;
}

export interface ProtoFile {
  /** Path by which other files import it. */
  readonly name: string;
  /** Path that problems show. */
  readonly file: string;
  readonly text: string;
  syntax: Word | undefined;
  package: Word | undefined;
  readonly imports: Import[];
  readonly messages: MessageNode[];
  readonly enums: EnumNode[];
  readonly extends: ExtendNode[];
  readonly services: ServiceNode[];
  readonly options: OptionNode[];
  readonly others: Range[];
}

export interface Import extends Word {
  readonly kind: "plain" | "public" | "weak";
}

/** Block of statements that declare no message, enum, field or value. */
export interface Block {
  readonly others: Range[];
}

/** A declaration with a name of its own. */
interface Named {
  readonly name: Word;
  /** Name within the names of its outer messages, with dots, without the package. */
  readonly path: string;
  readonly range: Range;
}

export interface MessageNode extends Named {
  readonly kind: "message";
  /** Whether it is the body of a group. */
  readonly isGroup: boolean;
  /** Number of outer messages. */
  readonly depth: number;
  readonly fields: FieldNode[];
  readonly oneofs: OneofNode[];
  readonly messages: MessageNode[];
  readonly enums: EnumNode[];
  readonly extends: ExtendNode[];
  readonly extensions: NumberRange[];
  readonly reserved: NumberRange[];
  readonly reservedNames: Word[];
  readonly options: OptionNode[];
  readonly others: Range[];
}

export interface FieldNode extends Named {
  readonly kind: "field";
  readonly label: Word | undefined;
  readonly type: Word;
  /** Type of a map's keys. `type` is that of its values. */
  readonly key?: Word;
  readonly number: NumberNode;
  readonly oneof?: OneofNode;
  readonly default?: OptionNode;
  readonly jsonName?: string;
  readonly options: readonly OptionNode[];
  /** Place of the first word. */
  readonly first: Location;
}

export interface OneofNode extends Named {
  readonly kind: "oneof";
  readonly fields: FieldNode[];
  readonly options: OptionNode[];
  readonly others: Range[];
}

export interface EnumNode extends Named {
  readonly kind: "enum";
  readonly values: ValueNode[];
  readonly reserved: NumberRange[];
  readonly reservedNames: Word[];
  readonly options: OptionNode[];
  readonly others: Range[];
}

export interface ValueNode extends Named {
  readonly kind: "value";
  readonly number: NumberNode;
  readonly options: readonly OptionNode[];
}

export interface ExtendNode {
  readonly kind: "extend";
  readonly type: Word;
  readonly fields: FieldNode[];
  readonly range: Range;
  /** Path of the message that contains the names of the fields. */
  readonly scope: string;
}

export interface ServiceNode extends Named {
  readonly kind: "service";
  readonly methods: MethodNode[];
  readonly options: OptionNode[];
}

export interface MethodNode extends Named {
  readonly kind: "method";
  readonly input: Word;
  readonly output: Word;
  readonly options: OptionNode[];
}

export type Declaration = MessageNode | FieldNode | OneofNode | EnumNode | ValueNode | ServiceNode | MethodNode;

/** A number as written, with its sign. */
export interface NumberNode extends Word {
  readonly value: bigint;
}

/** Numbers from the first to the last, inclusive. */
export interface NumberRange {
  readonly from: bigint;
  readonly to: bigint;
  readonly at: Location;
  readonly options?: readonly OptionNode[];
}

export interface OptionNode {
  readonly name: readonly NamePart[];
  readonly at: Location;
  readonly value: OptionValue;
}

/** Part of an option's name. Extensions are in parentheses. */
export interface NamePart {
  readonly text: string;
  readonly isExtension: boolean;
}

export type OptionValue = Scalar | { readonly kind: "aggregate"; readonly tokens: readonly Token[] };

/** A value of one token, or of several adjacent strings. */
export interface Scalar {
  readonly kind: "name" | "integer" | "float" | "string" | "symbol";
  readonly isNegative: boolean;
  readonly text: string;
  /** Content of a string. */
  readonly bytes?: Uint8Array;
}
