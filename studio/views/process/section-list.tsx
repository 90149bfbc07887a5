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
      {sections.map(({ title, file, fields, more, zeros }, i) => (
        <details key={i} class="fold">
          <summary>
            <h2>{title}</h2> <span class="quiet">{countText(fields.length + more, "field")}</span>
          </summary>
          <ImageLink checkpoint={checkpoint} file={file} offset={fields[0]?.offset}>
            {file}
          </ImageLink>
          <table>
            <tbody>
              {fields.map((field) => (
                <FieldRow key={`${field.path} ${field.offset}`} checkpoint={checkpoint} file={file} field={field} />
              ))}
            </tbody>
          </table>
          {zeros === 0 ? null : <p class="quiet">and {countText(zeros, "element")} with zeros alone</p>}
          {more === 0 ? null : <p class="quiet">and {more} more: the image has them</p>}
        </details>
      ))}
    </section>
  );
}

/** Longest value of a row, in characters. */
const LONGEST = 300;

function FieldRow({
  checkpoint,
  file,
  field: { path, value, offset, to },
}: {
  readonly checkpoint: string;
  readonly file: string;
  readonly field: FieldLine;
}): JSX.Element {
  return (
    <tr>
      <th scope="row">
        <ImageLink checkpoint={checkpoint} file={file} offset={offset}>
          {visible(path)}
        </ImageLink>
      </th>
      <td class="mono">{visible(value.slice(0, LONGEST))}</td>
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
