import type { JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

const THEMES = ["system", "light", "dark"] as const;

/** Names for people. The sign tells that the choice is one of colours. */
const TITLES: Readonly<Record<Theme, string>> = { system: "◐ Auto", light: "◐ Light", dark: "◐ Dark" };

type Theme = (typeof THEMES)[number];

const KEY = "critgen-studio-theme";

/** Switch between the colours of the system, light and dark ones. The choice is kept in the browser. */
export function ThemeSwitch(): JSX.Element {
  const [theme, setTheme] = useState<Theme>(kept);
  useLayoutEffect(() => {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
    keep(theme);
  }, [theme]);
  return (
    <label class="theme" title="Colours: those of the system, light or dark">
      <span class="hidden">Colours</span>
      <select value={theme} onChange={({ currentTarget }) => setTheme(currentTarget.value as Theme)}>
        {THEMES.map((one) => (
          <option key={one} value={one}>
            {TITLES[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

function kept(): Theme {
  try {
    return THEMES.find((one) => one === localStorage.getItem(KEY)) ?? "system";
  } catch {
    // A page from a file can have no storage.
    return "system";
  }
}

function keep(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The choice lasts until the page is closed.
  }
}
