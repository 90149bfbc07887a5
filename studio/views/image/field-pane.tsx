import type { Place } from "criu-checkpoint";
import type { ComponentChildren, JSX } from "preact";
import type { Links } from "../../engine/links.ts";
import { Show } from "../../parts/answer.tsx";
import { ImageLink } from "../../parts/image-link.tsx";
import { countText, hexText, visible } from "../../parts/text.ts";
import { useAnswer } from "../ask.ts";
import { ChangeValue } from "../edit/change-value.tsx";
import type { FieldAbout } from "./about.ts";
import type { NodeRow } from "./node-row.ts";

interface Props {
  readonly checkpoint: string;
  readonly file: string;
  readonly entry: number | undefined;
  readonly node: NodeRow;
}

/** Facts about the chosen node: value, type, documentation, release, and its links to other images. */
export function FieldPane({ checkpoint, file, entry, node }: Props): JSX.Element {
  const { offset, owner, number } = node;
  return (
    <NodeFacts entry={entry} node={node}>
      {owner === undefined || number === undefined ? null : (
        <About {...{ checkpoint, file, entry, node }} message={owner} number={number} />
      )}
      <FieldLinks checkpoint={checkpoint} file={file} offset={offset} />
    </NodeFacts>
  );
}

/** Facts about a node that its image has itself, and more of them. */
export function NodeFacts({
  entry,
  node,
  children,
}: Pick<Props, "entry" | "node"> & { readonly children: ComponentChildren }): JSX.Element {
  const { kind, path, label, value, raw, offset, end, notes } = node;
  return (
    <section class="field-pane" aria-label="Chosen field">
      <h3>
        {entry === undefined ? "" : `entry ${entry} `}
        <code>{visible(path ?? label)}</code>
      </h3>
      <dl class="facts">
        {value === undefined ? null : <Row label={kind === "size" ? "Size" : "Value"}>{visible(value)}</Row>}
        {raw === undefined ? null : <Row label="Number">{raw}</Row>}
        <Row label="Bytes">
          {hexText(offset)} to {hexText(end)}, {countText(end - offset, "byte")}
        </Row>
        {notes.map(({ severity, text }) => (
          <Row key={text} label={severity === "error" ? "Error" : severity === "warn" ? "Warning" : "Note"}>
            <span class={severity === "error" ? "failed" : ""}>{visible(text)}</span>
          </Row>
        ))}
        {children}
      </dl>
    </section>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: JSX.Element | unknown }): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children as JSX.Element}</dd>
    </div>
  );
}

function About({
  checkpoint,
  file,
  entry,
  node: { kind, path, value, raw, offset },
  message,
  number,
}: Props & { readonly message: string; readonly number: number }): JSX.Element {
  const about = useAnswer(checkpoint, "image.about", { message, number });
  const hasValue = kind === "field" && path !== undefined && value !== undefined;
  return (
    <Show answered={about} what="the schema">
      {(field) =>
        field === undefined ? null : (
          <>
            <Documentation field={field} />
            {hasValue ? (
              <Row label="Edit">
                <ChangeValue key={offset} {...{ checkpoint, file, entry, path, value, raw }} about={field} />
              </Row>
            ) : null}
          </>
        )
      }
    </Show>
  );
}

/** Number of values of an enum that are listed. */
const VALUES = 40;

/** Facts of a schema about a field. */
export function Documentation({ field }: { readonly field: FieldAbout }): JSX.Element {
  const { doc, since, type, file, typeDoc, values } = field;
  return (
    <>
      {doc === "" ? null : <Row label="Meaning">{doc}</Row>}
      <Row label="Type">
        {type}, field {field.number} of <code>{field.message}</code> in {file}
      </Row>
      {typeDoc === "" ? null : <Row label="Content">{typeDoc}</Row>}
      <Row label="Since">{since ?? "no release: it is of the schema alone"}</Row>
      {values.length === 0 ? null : (
        <Row label="Values">
          {values
            .slice(0, VALUES)
            .map(({ name, number }) => `${name} ${number}`)
            .join(", ")}
        </Row>
      )}
    </>
  );
}

function FieldLinks({
  checkpoint,
  file,
  offset,
}: {
  readonly checkpoint: string;
  readonly file: string;
  readonly offset: number;
}): JSX.Element {
  const links = useAnswer(checkpoint, "image.links", { file, offset });
  return (
    <Show answered={links} what="references">
      {(found) => <LinkRows checkpoint={checkpoint} links={found} />}
    </Show>
  );
}

function LinkRows({ checkpoint, links: { to, from, referrers } }: { checkpoint: string; links: Links }): JSX.Element {
  return (
    <>
      {to.map(({ space, id, places, files }) => (
        <Row key={`${space} ${id}`} label="Refers to">
          {space} {id}
          {places.length + files.length === 0 ? ", which is not here" : ": "}
          <Places checkpoint={checkpoint} places={places} />
          {files.map((file) => (
            <span key={file} class="place">
              <ImageLink checkpoint={checkpoint} file={file}>
                {file}
              </ImageLink>{" "}
            </span>
          ))}
        </Row>
      ))}
      {referrers === 0 ? null : (
        <Row label="Referred to">
          <Places checkpoint={checkpoint} places={from} />
          {from.length < referrers ? `and ${referrers - from.length} more` : ""}
        </Row>
      )}
    </>
  );
}

function Places({
  checkpoint,
  places,
}: {
  readonly checkpoint: string;
  readonly places: readonly Place[];
}): JSX.Element {
  return (
    <>
      {places.map(({ file, entry, path, offset }) => (
        <span key={`${file} ${offset}`} class="place">
          <ImageLink checkpoint={checkpoint} file={file} offset={offset} entry={entry}>
            {file} {entry === undefined ? "" : `entry ${entry} `}
            {path}
          </ImageLink>{" "}
        </span>
      ))}
    </>
  );
}
