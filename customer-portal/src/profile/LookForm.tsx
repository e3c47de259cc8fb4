import { useId, useState } from 'react';
import { applyTheme, chosenTheme, themes } from '../frame/theme.ts';
import { languages, useSpeech, type LanguageChoice } from '../words/useWords.tsx';

/** Each language by its own name, whatever is shown now. */
const names = { en: 'English', de: 'Deutsch' } as const;
const choices: readonly LanguageChoice[] = ['auto', ...languages];

/** Takes effect at once and stays on this device. */
export function LookForm() {
  const {
    words: { profile: words },
    choice,
    choose,
  } = useSpeech();
  const [theme, setTheme] = useState(chosenTheme);
  const languageId = useId();
  return (
    <section aria-labelledby="look">
      <h2 id="look">{words.look}</h2>
      <div className="card stack">
        <div className="field">
          <label htmlFor={languageId}>{words.languageLabel}</label>
          <div className="input">
            <select
              id={languageId}
              value={choice}
              onChange={(event) =>
                choose(choices.find((one) => one === event.target.value) ?? 'auto')
              }
            >
              {choices.map((one) => (
                <option key={one} value={one} lang={one === 'auto' ? undefined : one}>
                  {one === 'auto' ? words.languageAuto : names[one]}
                </option>
              ))}
            </select>
          </div>
        </div>
        <fieldset className="segments">
          <legend>{words.theme}</legend>
          <div className="segments-row">
            {themes.map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name="theme"
                  value={one}
                  checked={theme === one}
                  onChange={() => {
                    setTheme(one);
                    applyTheme(one);
                  }}
                />
                <span>{words.themes[one]}</span>
              </label>
            ))}
          </div>
        </fieldset>
      </div>
    </section>
  );
}
