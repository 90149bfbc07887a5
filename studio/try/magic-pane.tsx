import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { FreeMagic, RegistryMap, Suggested } from "../compiler/magic.ts";
import { visible } from "../parts/text.ts";
import { RequestError } from "../rpc/client.ts";
import { GiveMagic } from "./give-magic.tsx";
import { TownChoice } from "./town-choice.tsx";
import { TownMap } from "./town-map.tsx";
import type { Trial } from "./use-trial.ts";

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
        {found === undefined ? null : <TownChoice found={found} chosen={chosen} choose={setChosen} />}
      </div>
      {chosen === undefined ? null : <GiveMagic trial={trial} magic={chosen} />}
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
