import { useCallback, useRef, useState } from "react";
import { MAX_SIZE, MIN_SIZE, type Reading } from "../editor/reading";
import { themeChoices, type ThemeChoice } from "../editor/themes";
import { Button } from "../ui/Button";
import { SlidersIcon } from "../ui/icons";
import { useDismiss } from "../ui/useDismiss";

interface Props {
  theme: ThemeChoice;
  chooseTheme: (theme: ThemeChoice) => void;
  reading: Reading;
  chooseReading: (reading: Reading) => void;
}

/** How the editor looks, for the reader alone. */
export function EditorSettings({ theme, chooseTheme, reading, chooseReading }: Props) {
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  useDismiss(
    open,
    frame,
    useCallback(() => setOpen(false), []),
  );
  const larger = (by: number) => () => chooseReading({ ...reading, size: reading.size + by });
  return (
    <div className="editor-settings" ref={frame}>
      <Button
        label="Editor settings"
        expanded={open}
        controls="editor-settings"
        testId="editor-settings"
        onClick={() => setOpen(!open)}
      >
        <SlidersIcon />
      </Button>
      <div id="editor-settings" className="popover" hidden={!open}>
        <label>
          <span>Theme</span>
          <select
            value={theme}
            data-testid="theme"
            onChange={(event) => chooseTheme(event.target.value as ThemeChoice)}
          >
            {themeChoices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <div className="popover-row" role="group" aria-labelledby="font-size">
          <span id="font-size">Font size</span>
          <Button
            label="Smaller text"
            disabled={reading.size <= MIN_SIZE}
            testId="font-smaller"
            onClick={larger(-1)}
          >
            A−
          </Button>
          <output data-testid="font-size">{reading.size}</output>
          <Button
            label="Larger text"
            disabled={reading.size >= MAX_SIZE}
            testId="font-larger"
            onClick={larger(1)}
          >
            A+
          </Button>
        </div>
        <label className="popover-row">
          <span>Wrap long lines</span>
          <input
            type="checkbox"
            checked={reading.wrap}
            data-testid="wrap"
            onChange={(event) => chooseReading({ ...reading, wrap: event.target.checked })}
          />
        </label>
        <dl className="keys">
          {KEYS.map(([what, keys]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>
                <kbd>{keys}</kbd>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}

const MOD = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘ " : "Ctrl+";

const KEYS: [string, string][] = [
  ["Find and replace", `${MOD}F`],
  ["Comment", `${MOD}/`],
  ["Indent, outdent", `${MOD}], ${MOD}[`],
  ["Wrap long lines", "Alt+Z"],
  ["Point everyone to your line", "Alt+P"],
];
