/** How the back office speaks of one setting. */
export interface SettingWords {
  label: string;
  /** What it does, for somebody who has never seen it. */
  help?: string;
  /** Beside the number in its input: "days". */
  unit?: string;
  /** What the values of a choice are called, in the order in which they are offered; of a yes-no: true, false. */
  options?: Readonly<Record<string, string>>;
  /** A number in a sentence: "one day", "several days"; zero, or all of it with # for the number. */
  count?: readonly [one: string, many: string];
  zero?: string;
  sentence?: string;
  /** What stands for an empty text. */
  placeholder?: string;
  /** What a value from above is called where it cannot be shown in words: a picture. */
  inherited?: string;
  /** Where a value comes from that nobody set. */
  builtIn?: string;
  /** The input's width in characters, about. */
  width?: number;
  /** Has no effect unless these are so; shown, but quiet. */
  onlyIf?: Readonly<Record<string, unknown>>;
}

/** Settings that stand together in the form, in their order. */
export interface SettingSection {
  id: string;
  title: string;
  about?: string;
  settings: Readonly<Record<string, SettingWords>>;
}
