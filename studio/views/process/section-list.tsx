import type { JSX } from "preact";
import { ImageLink } from "../../parts/image-link.tsx";
import { countText, visible } from "../../parts/text.ts";
import type { FieldLine, FieldLink } from "./fields.ts";
import type { FieldSection } from "./sections.ts";

/** Fields of the images of a process in groups: namespaces, credentials, limits, signals, timers and others. */
export function SectionList({
  checkpoint,
  sections,
}: {
  readonly checkpoint: string;
  readonly sections: readonly FieldSection[];
}): JSX.Element {
  return (
    <section aria-label="Fields">
      {sections.map(({ title, file, fields, more, zeros, within }, i) => (
        <details key={i} class="fold">
          <summary>
            <h2>{title}</h2> <span class="quiet">{sizeOf(fields.length + more)}</span>
          </summary>
          <ImageLink checkpoint={checkpoint} file={file} offset={fields[0]?.offset}>
            {file}
          </ImageLink>{" "}
          <code class="quiet">{visible(within.slice(0, -1))}</code>
          <table>
            <tbody>
              {fields.map((field) => (
                <FieldRow key={`${field.path} ${field.offset}`} {...{ checkpoint, file, within, field }} />
              ))}
            </tbody>
          </table>
          {zeros === 0 ? null : <p class="quiet">and {countText(zeros, "element")} that are all zero</p>}
          {more === 0 ? null : <p class="quiet">and {more} more: the image has them</p>}
        </details>
      ))}
    </section>
  );
}

function sizeOf(count: number): string {
  return count === 0 ? "all zero" : countText(count, "field");
}

/** Longest value of a row, in characters: the names of all capabilities are shorter. */
const LONGEST = 1000;

function FieldRow({
  checkpoint,
  file,
  within,
  field: { path, value, offset, to },
}: {
  readonly checkpoint: string;
  readonly file: string;
  readonly within: string;
  readonly field: FieldLine;
}): JSX.Element {
  return (
    <tr>
      <th scope="row">
        <ImageLink checkpoint={checkpoint} file={file} offset={offset}>
          {visible(path.slice(within.length))}
        </ImageLink>
      </th>
      <td class="mono">{visible(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value)}</td>
      <td>
        {to.map((link) => (
          <FieldLinkText key={link.label} checkpoint={checkpoint} link={link} />
        ))}
      </td>
    </tr>
  );
}

function FieldLinkText({
  checkpoint,
  link: { label, file, offset },
}: {
  readonly checkpoint: string;
  readonly link: FieldLink;
}): JSX.Element {
  if (file === undefined) return <span class="quiet">{label}, not here</span>;
  return (
    <ImageLink checkpoint={checkpoint} file={file} offset={offset}>
      {label}
    </ImageLink>
  );
}
