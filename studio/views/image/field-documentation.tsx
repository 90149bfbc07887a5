import type { JSX } from "preact";
import type { FieldAbout } from "./about.ts";
import { FactRow } from "./fact-row.tsx";

/** Number of values of an enum that are listed. */
const VALUES = 40;

/** Facts of a schema about a field. */
export function FieldDocumentation({ field }: { readonly field: FieldAbout }): JSX.Element {
  const { doc, since, type, file, typeDoc, values } = field;
  return (
    <>
      {doc === "" ? null : <FactRow label="Meaning">{doc}</FactRow>}
      <FactRow label="Type">
        {type}, field {field.number} of <code>{field.message}</code> in {file}
      </FactRow>
      {typeDoc === "" ? null : <FactRow label="Content">{typeDoc}</FactRow>}
      <FactRow label="Since">{since ?? "no release: it is of the schema alone"}</FactRow>
      {values.length === 0 ? null : (
        <FactRow label="Values">
          {values
            .slice(0, VALUES)
            .map(({ name, number }) => `${name} ${number}`)
            .join(", ")}
        </FactRow>
      )}
    </>
  );
}
