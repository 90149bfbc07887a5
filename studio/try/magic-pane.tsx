import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { FreeMagic, RegistryMap, Suggested } from "../compiler/magic.ts";
import { visible } from "../parts/text.ts";
import { RequestError } from "../rpc/client.ts";
import { TownMap } from "./town-map.tsx";
import type { Trial } from "./use-trial.ts";

const TABLE = "images.yaml";

/** Proposes a magic for a town, shows it on the map of the registry, and puts it into a row. */
export function MagicPane({ trial }: { readonly trial: Trial }): JSX.Element {
  const { compiler } = trial;
  const [text, setText] = useState("");
  const [found, setFound] = useState<Suggested>();
  const [chosen, setChosen] = useState<FreeMagic>();
  const [problem, setProblem] = useState<string>();
  const map = useMap(trial);
  const ask = async (): Promise<void> => {
    setProblem(undefined);
    try {
      const next = await compiler.ask("suggest", { text });
      setFound(next);
      setChosen(next.free ?? next.others[0]);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      setFound(undefined);
      setChosen(undefined);
      setProblem(error.message);
    }
  };
  return (
    <div class="try-magic">
      <form
        class="try-tools"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <label>
          Town, or degrees north and east{" "}
          <input
            type="text"
            value={text}
            placeholder="Nizhny Novgorod"
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={text.trim() === ""}>
          Suggest a magic
        </button>
      </form>
      <div role="status">
        {problem === undefined ? null : <p class="failed lines">{problem.split("\n").map(visible).join("\n")}</p>}
        {found === undefined ? null : <Found found={found} chosen={chosen} choose={setChosen} />}
      </div>
      {chosen === undefined ? null : <Insert trial={trial} magic={chosen} />}
      {map === undefined ? (
        <p class="waiting">Reading the map…</p>
      ) : (
        <TownMap map={map} free={chosen === undefined ? (found?.others ?? []) : [chosen]} />
      )}
    </div>
  );
}

function useMap({ compiler, start }: Trial): RegistryMap | undefined {
  const [map, setMap] = useState<RegistryMap>();
  useEffect(() => {
    void compiler
      .ask("map", undefined)
      .then(setMap)
      .catch(() => undefined);
  }, [compiler, start]);
  return map;
}

interface FoundProps {
  readonly found: Suggested;
  readonly chosen: FreeMagic | undefined;
  readonly choose: (magic: FreeMagic) => void;
}

function Found({ found: { free, reasons, others }, chosen, choose }: FoundProps): JSX.Element {
  const all = free === undefined ? others : [free];
  return (
    <>
      {reasons.map((reason) => (
        <p key={reason} class="failed">
          {visible(reason)}
        </p>
      ))}
      {all.length === 0 ? <p>No town around it has a free magic.</p> : null}
      <ul class="try-towns">
        {all.map((one) => (
          <li key={one.magic}>
            <label>
              <input type="radio" name="town" checked={one === chosen} onChange={() => choose(one)} />
              <code>{one.magic}</code> {visible(one.title)}, {one.km.toFixed(1)} km
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Puts a magic into a row of the table. */
function Insert({ trial, magic }: { readonly trial: Trial; readonly magic: FreeMagic }): JSX.Element {
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
