/** A value and how people read it. */
export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

/** Yes, no or either, as a select inside a filter form: the form keeps a boolean, the select's values are words. */
export const yesNoFilter = {
  format: (value: unknown): string => (typeof value === 'boolean' ? String(value) : ''),
  parse: (value: unknown): boolean | null =>
    value === 'true' ? true : value === 'false' ? false : null,
};

/** react-admin's selects call the same pairs id and name. */
export function asSelectChoices<Value extends string>(
  choices: readonly Choice<Value>[],
): { id: Value; name: string }[] {
  return choices.map(({ value, label }) => ({ id: value, name: label }));
}

/** How a value is read; one that is not in the list stands for itself. */
export function labelIn<Value extends string>(
  choices: readonly Choice<Value>[],
  value: string,
): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}
