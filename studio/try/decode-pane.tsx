import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Decoded, DecodedImage } from "../compiler/decoder.ts";
import { TONES } from "../compiler/tones.ts";
import { HexGrid } from "../parts/hex-grid.tsx";
import { visible } from "../parts/text.ts";
import type { FieldAbout } from "../views/image/about.ts";
import { EntryTree } from "../views/image/entry-tree.tsx";
import { FieldDocumentation } from "../views/image/field-documentation.tsx";
import { headline, rangeOf } from "../views/image/image-pane.tsx";
import { NodeFacts } from "../views/image/node-facts.tsx";
import type { NodeRow } from "../views/image/node-row.ts";
import { useRows } from "../views/image/use-rows.ts";
import type { Compiler } from "./editor/assist.ts";
import { ImageChoice } from "./image-choice.tsx";
import { useDecoded, useDecodedAsk, useTones } from "./use-decoded.ts";
import type { Trial } from "./use-trial.ts";

interface Props {
  readonly trial: Trial;
  readonly image: DecodedImage | undefined;
  readonly choose: (image: DecodedImage) => void;
}

/** An image, decoded by the schema as it is typed: its entries beside its bytes. */
export function DecodePane({ trial, image, choose }: Props): JSX.Element {
  const decoded = useDecoded(trial, image);
  return (
    <div class="try-decode">
      <ImageChoice trial={trial} choose={choose} />
      {image === undefined ? (
        <p class="quiet">Drop an image on the page, choose one, paste its bytes, or take a sample.</p>
      ) : decoded === undefined ? (
        <p class="waiting" role="status">
          Decoding {visible(image.name)}…
        </p>
      ) : (
        <OpenPane key={image.name} trial={trial} image={image} decoded={decoded} />
      )}
    </div>
  );
}

interface OpenProps extends Omit<Props, "choose" | "image"> {
  readonly image: DecodedImage;
  readonly decoded: Decoded;
}

function OpenPane({ trial: { compiler }, image: { name, bytes }, decoded }: OpenProps): JSX.Element {
  const [at, setAt] = useState<number>();
  const ask = useDecodedAsk(compiler, decoded);
  const rows = useRows(ask, decoded, at === undefined ? undefined : { offset: at });
  const [toneAt, need] = useTones(compiler, decoded);
  const select = (offset: number): void => setAt(Math.min(Math.max(0, bytes.length - 1), Math.max(0, offset)));
  const node = rows.selected?.node;
  return (
    <div class="image-pane">
      <header class="image-head">
        <h2>{visible(name)}</h2>
        <p>{headline(decoded)}</p>
        {decoded.isStale ? (
          <p class="failed" role="status">
            The schema has problems: this is as it was before them.
          </p>
        ) : null}
      </header>
      <EntryTree rows={rows} file={name} select={select} />
      {node === undefined ? null : (
        <NodeFacts entry={rows.selected?.entry} node={node}>
          <About compiler={compiler} node={node} decoded={decoded} />
        </NodeFacts>
      )}
      <div class="hex-pane">
        <HexGrid
          label={`Bytes of ${name}`}
          size={bytes.length}
          at={rows.selected?.at}
          range={rangeOf(rows.selected)}
          toneAt={(offset) => TONES[toneAt(offset)] ?? ""}
          byteAt={(offset) => bytes[offset]}
          need={need}
          select={select}
        />
      </div>
    </div>
  );
}

interface AboutProps {
  readonly compiler: Compiler;
  readonly node: NodeRow;
  readonly decoded: Decoded;
}

function About({ compiler, node: { owner, number }, decoded }: AboutProps): JSX.Element | null {
  const [field, setField] = useState<FieldAbout>();
  useEffect(() => {
    setField(undefined);
    if (owner === undefined || number === undefined) return undefined;
    const controller = new AbortController();
    compiler
      .ask("fieldAbout", { message: owner, number }, { signal: controller.signal })
      .then(setField)
      .catch(() => undefined);
    return () => controller.abort();
  }, [compiler, owner, number, decoded]);
  return field === undefined ? null : <FieldDocumentation field={field} />;
}
