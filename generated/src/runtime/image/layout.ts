// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { MessageLayout } from "../wire/layout.ts";
import type { ImageDescriptor } from "./descriptor.ts";

/*
 * Layouts of images: the rows of the table as data, for programs that treat all images alike. The codecs in images/ do
 * not need them.
 */

/** True if the boolean field `field` has the value `is`. */
export interface Condition {
  readonly field: string;
  readonly is: boolean;
}

/** Bytes or integers outside of protobuf; the field `length` of the message before them counts the elements. */
export interface RunLayout {
  readonly run: "bytes" | "u16" | "u32" | "u64";
  readonly length: string;
  /** Pad: zeros up to a multiple of this many bytes. */
  readonly pad?: number;
  readonly when?: Condition;
}

/** Framed messages, each with its extra; the field `count` of the message before them counts them. */
export interface MessagesLayout {
  readonly messages: MessageLayout;
  readonly count: string;
  readonly extra?: ExtraLayout;
  readonly when?: Condition;
}

export type PartLayout = RunLayout | MessagesLayout;

/** An extra: one part, or several named parts, which CRIU's JSON may join into one text. */
export type ExtraLayout = PartLayout | { readonly parts: Readonly<Record<string, PartLayout>>; readonly joined?: true };

/** Layout of an image: framing, first message, entries, extra and rest. */
export interface ImageLayout<Name extends string = string> extends ImageDescriptor<Name> {
  /** Row that owns the magic: its name is the magic in CRIU's JSON. By default the image's own name. */
  readonly alias?: string;
  /** Whether the owner of the magic has another layout. Then the magic in CRIU's JSON does not identify this image. */
  readonly differs?: true;
  /** Field of its entry with the version of the checkpoint's format. */
  readonly version?: string;
  readonly first?: MessageLayout;
  readonly entries?: MessageLayout;
  /** Condition on the first message. */
  readonly entriesWhen?: Condition;
  readonly extra?: ExtraLayout;
  readonly rest?: true;
  /** Condition on the first message. */
  readonly restWhen?: Condition;
}
