import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { FreeMagic } from "../compiler/magic.ts";
import { visible } from "../parts/text.ts";
import type { Trial } from "./use-trial.ts";

const TABLE = "images.yaml";

/** Puts a magic into a row of the table. */
export function GiveMagic({ trial, magic }: { readonly trial: Trial; readonly magic: FreeMagic }): JSX.Element {
  const [rows, setRows] = useState<readonly string[]>([]);
  const [row, setRow] = useState("");
  const [done, setDone] = useState("");
  const { compiler, texts, edit } = trial;
  const table = texts.get(TABLE) ?? "";
  useEffect(() => {
    void compiler
      .ask("rows", { table })
      .then(setRows)
      .catch(() => undefined);
  }, [compiler, table]);
  const wanted = rows.includes(row) ? row : (rows.at(-1) ?? "");
  const insert = async (): Promise<void> => {
    const text = await compiler.ask("withMagic", { table, row: wanted, magic: magic.magic, town: magic.town });
    if (text === undefined) return;
    edit(TABLE, text);
    setDone(`${wanted} has ${magic.magic} now.`);
  };
  return (
    <p class="try-tools">
      <label>
        Row{" "}
        <select value={wanted} onChange={({ currentTarget }) => setRow(currentTarget.value)}>
          {rows.map((name) => (
            <option key={name} value={name}>
              {visible(name)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => void insert()} disabled={wanted === ""}>
        Give it {magic.magic}
      </button>
      <span role="status" class="good">
        {done}
      </span>
    </p>
  );
}
