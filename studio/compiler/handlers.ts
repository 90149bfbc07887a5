import type { CompletionItem, Hover } from "vscode-languageserver-types";
import { changed } from "../../lsp/text/change.ts";
import type { Call } from "../rpc/message.ts";
import { nodesOf, placeIn, type WantedPlace } from "../views/image/places.ts";
import { summariesOf } from "../views/image/summaries.ts";
import { completionsAt, hoverAt } from "./assist.ts";
import { type Decoded, type DecodedImage, Decoder, sampleOf } from "./decoder.ts";
import { fieldAboutOf } from "./field-about.ts";
import { type DiagnosticFixes, listFixes } from "./fixes.ts";
import { CodeGenerator, type Wanted } from "./generated.ts";
import { mapOf, suggested } from "./magic.ts";
import { loadPlaces } from "./places.ts";
import { auditOf, type Problems, problemsOf } from "./problems.ts";
import { rowsOf, withMagic } from "./row-magic.ts";
import { tonesOf } from "./tones.ts";
import { Trial } from "./trial.ts";
import { zipOf } from "./zip.ts";

interface At {
  readonly path: string;
  readonly offset: number;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

interface RowMagic {
  readonly table: string;
  readonly row: string;
  readonly magic: string;
  readonly town: string;
}

/** A generated file, without its text. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
}

/** Requests of the page to the compiler. */
export type CompilerHandlers = ReturnType<typeof compilerHandlers>;

/** Creates the handlers of the compiler, which has one schema at a time. */
export function compilerHandlers() {
  let trial = new Trial("");
  let generator = new CodeGenerator(trial);
  let decoder = new Decoder(trial);
  return {
    /** Begins anew, and returns the texts of the schema. */
    start: ({ name }: { readonly name: string }) => {
      trial = new Trial(name);
      generator = new CodeGenerator(trial);
      decoder = new Decoder(trial);
      return trial.texts;
    },
    edit: ({ path, text }: { readonly path: string; readonly text: string | undefined }) => trial.edit(path, text),
    problems: (_: undefined, call: Call): Promise<Problems | undefined> => problemsOf(trial, call),
    /** Applies the rules of the registry, too. It loads the towns, which hovers and completions need as well. */
    audit: (_: undefined, call: Call): Promise<Problems | undefined> => auditOf(trial, call),
    /** Lists the fixes of the last problems. */
    fixes: (_: undefined, call: Call): Promise<readonly DiagnosticFixes[] | undefined> => listFixes(trial, call),
    hover: ({ path, offset }: At): Hover | undefined => hoverAt(trial, path, offset),
    complete: ({ path, offset }: At): readonly CompletionItem[] => completionsAt(trial, path, offset),
    /** Proposes a magic for a town or a coordinate. */
    suggest: async ({ text }: { readonly text: string }) => {
      await loadPlaces();
      return suggested(trial.session.whole.loaded.model, text);
    },
    map: () => mapOf(trial.session.whole.loaded.model),
    rows: ({ table }: { readonly table: string }): readonly string[] => rowsOf(table),
    /** Returns a table with a magic and a town in one of its rows; `undefined` if it has no such row. */
    withMagic: ({ table, row, magic, town }: RowMagic): string | undefined => {
      const changes = withMagic(table, row, magic, town);
      return changes && changed(table, changes);
    },
    /** Sets the image to decode. */
    setImage: ({ image }: { readonly image: DecodedImage | undefined }) => {
      decoder.image = image;
    },
    /** Returns a sample of an image of the schema. */
    sample: () => sampleOf(trial.session.whole.loaded.model),
    decode: (_: undefined, { progress }: Call): Promise<Decoded | undefined> => decoder.decode(progress),
    nodes: ({ entry }: { readonly entry: number }) => nodesOf(decoder.open, entry),
    summaries: ({ from, to }: Range) => summariesOf(decoder.open, from, to),
    at: (place: WantedPlace) => placeIn(decoder.open, place),
    tones: ({ from, to }: Range): Uint8Array => tonesOf(decoder.open, from, to),
    fieldAbout: ({ message, number }: { readonly message: string; readonly number: number }) =>
      fieldAboutOf(decoder.model, message, number),
    generate: async (wanted: Wanted, call: Call): Promise<readonly ListedFile[] | undefined> => {
      const files = await generator.files(wanted, call);
      return files && [...files].map(([path, text]) => ({ path, size: text.length }));
    },
    /** Packs the schema, or the package in a language; `undefined` if the schema has problems that prevent it. */
    zip: async (
      { language }: { readonly language: string | undefined },
      call: Call,
    ): Promise<Uint8Array<ArrayBuffer> | undefined> => {
      if (language === undefined) return zipOf("schema", trial.texts);
      const files = await generator.files({ language }, call);
      return files && zipOf("criu-images", files);
    },
    generated: ({ language, path }: { readonly language: string; readonly path: string }): string | undefined =>
      generator.text(language, path),
  };
}
