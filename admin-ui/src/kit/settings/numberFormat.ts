/** Sample values for the parts of a number format; the real number is the server's. */
function sample(today: string): Record<string, string> {
  const [year = '', month = '', day = ''] = today.split('-');
  return {
    year,
    month,
    day,
    partner_id: '4',
    customer_id: '1042',
    location_id: '1',
    next: '7',
    type: '2',
    rand_number: '58160493721548370926',
    rand_string: 'k7qmz2hw4vbx9ted3cnf',
  };
}

export interface FormatExample {
  text: string;
  /** Parts in braces that mean nothing. */
  unknown: string[];
  /** Without a counter or a random part two documents would get the same number. */
  repeats: boolean;
}

/** What a format makes of the seventh document of partner 4. */
export function exampleOf(format: string, today: string): FormatExample {
  const values = sample(today);
  const unknown: string[] = [];
  const text = format.replace(
    /\{([^{}|]*)(?:\|(\d+))?\}/g,
    (whole, name: string, length: string | undefined) => {
      const value = values[name.trim()];
      if (value === undefined) {
        unknown.push(whole);
        return whole;
      }
      const size = Number(length ?? (name.startsWith('rand') ? 8 : 0));
      return name.startsWith('rand') ? value.slice(0, size) : value.padStart(size, '0');
    },
  );
  return { text, unknown, repeats: !/\{(next|rand_string|rand_number)[|}]/.test(format) };
}
