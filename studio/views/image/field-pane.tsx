import type { JSX } from "preact";
import { Show } from "../../parts/answer.tsx";
import { useAnswer } from "../ask.ts";
import { ChangeValue } from "../edit/change-value.tsx";
import { FactRow } from "./fact-row.tsx";
import { FieldDocumentation } from "./field-documentation.tsx";
import { FieldLinks } from "./field-links.tsx";
import { NodeFacts } from "./node-facts.tsx";
import type { NodeRow } from "./node-row.ts";
import { referenceTo } from "./reference.ts";

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
            <FieldDocumentation field={field} />
            <Reference message={field.message} name={field.name} />
            {hasValue ? (
              <FactRow label="Edit">
                <ChangeValue key={offset} {...{ checkpoint, file, entry, path, value, raw }} about={field} />
              </FactRow>
            ) : null}
          </>
        )
      }
    </Show>
  );
}

/** Link to the reference, in a window of its own: this one has the checkpoint. */
function Reference({ message, name }: { readonly message: string; readonly name: string }): JSX.Element | null {
  const href = referenceTo(message, name);
  if (href === undefined) return null;
  return (
    <FactRow label="Reference">
      <a href={href} target="_blank" rel="noopener noreferrer">
        {message}.{name}
      </a>
    </FactRow>
  );
}
