import type { LocalDate } from '../time/dayNumber.ts';

/**
 * What the text of a setting must be, beyond a line of some length. long: several lines wide on
 * paper; lines: with breaks.
 */
export type TextForm =
  | 'email'
  | 'phone'
  | 'website'
  | 'iban'
  | 'bic'
  | 'vatId'
  | 'colour'
  | 'country'
  | 'long'
  | 'lines';

/** What a setting may hold. From it follow its check, its type in the API and its input in the back office. */
export type Shape =
  | { kind: 'yes-no' }
  | { kind: 'whole'; min: number; max: number }
  /** An hour of the day; 24 is its end. */
  | { kind: 'hour'; min: number; max: number }
  /** name: what the API calls the choice. */
  | { kind: 'choice'; name: string; values: readonly string[] }
  /** Some of these, one at least, in their order; name: what the API calls them. */
  | { kind: 'choices'; name: string; values: readonly string[] }
  /** An exact decimal in the partner's currency; below zero only where that is said. */
  | { kind: 'amount'; negative: boolean }
  /** A decimal from 0 to 100. */
  | { kind: 'percent' }
  | { kind: 'number-format'; receipt: boolean }
  | { kind: 'dates'; max: number }
  | { kind: 'date' }
  /** A time of the day, HH:MM. */
  | { kind: 'time' }
  /** 1 Monday .. 7 Sunday, one at least. */
  | { kind: 'weekdays' }
  /** Whole numbers, at most so many. sorted: each once, in their order. */
  | { kind: 'numbers'; min: number; max: number; most: number; sorted: boolean }
  | { kind: 'text'; max: number; form?: TextForm }
  /** The id of another record; its page brings the input. */
  | { kind: 'record' }
  /** The id of a file; shown: under what name the API gives its address. */
  | { kind: 'file'; shown: string };

/** One setting: declared once, in its family. */
export interface Setting<V> {
  shape: Shape;
  /** Where nobody sets it. null: nothing then. */
  default: V;
  /** Never nothing for who reads the API: the partner itself says it where nobody sets it. */
  always?: true;
  /** Whoever sets that other setting of the family takes this one from nobody above. */
  belongsTo?: string;
  /** A list: those of all partners above hold as well. */
  addsUp?: true;
  /** Settings of one block come from one partner: the nearest that sets any of them. */
  block?: string;
  /** Whoever changes it changes where money goes: what the mail about it calls it. */
  moneyPath?: string;
  /** What the API says of it. */
  about?: string;
}

type More<V> = Omit<Setting<V>, 'shape' | 'default'>;

/** The same setting, which a customer may have on its own too. */
export function ofCustomer<V>(setting: Setting<V>): Setting<V> & { customer: true } {
  return { ...setting, customer: true };
}

export const yesNo = (value: boolean, more?: More<boolean>): Setting<boolean> => ({
  shape: { kind: 'yes-no' },
  default: value,
  ...more,
});

export const whole = (
  min: number,
  max: number,
  value: number,
  more?: More<number>,
): Setting<number> => ({
  shape: { kind: 'whole', min, max },
  default: value,
  ...more,
});

/** A whole number, or none where nobody sets any. */
export const wholeOrNone = (
  min: number,
  max: number,
  more?: More<number | null>,
): Setting<number | null> => ({ shape: { kind: 'whole', min, max }, default: null, ...more });

/** Whole numbers in their order; none where nobody sets any. */
export const numbers = (
  bounds: { min: number; max: number; most: number; sorted: boolean },
  more?: More<number[]>,
): Setting<number[]> => ({ shape: { kind: 'numbers', ...bounds }, default: [], ...more });

export const hour = (min: number, max: number, value: number): Setting<number> => ({
  shape: { kind: 'hour', min, max },
  default: value,
});

export const choice = <V extends string>(
  name: string,
  values: readonly V[],
  value: NoInfer<V>,
): Setting<V> => ({ shape: { kind: 'choice', name, values }, default: value });

export const choices = <V extends string>(
  name: string,
  values: readonly V[],
  value: readonly NoInfer<V>[],
): Setting<V[]> => ({ shape: { kind: 'choices', name, values }, default: [...value] });

export const amount = (value: string): Setting<string> => ({
  shape: { kind: 'amount', negative: true },
  default: value,
});

/** An amount that is never below zero: a fee, a price. */
export const fee = (value: string, about?: string): Setting<string> => ({
  shape: { kind: 'amount', negative: false },
  default: value,
  ...(about && { about }),
});

/** The same, or nothing. */
export const feeOrNone = (about?: string): Setting<string | null> => ({
  shape: { kind: 'amount', negative: false },
  default: null,
  ...(about && { about }),
});

export const percent = (about?: string): Setting<string> => ({
  shape: { kind: 'percent' },
  default: '0',
  ...(about && { about }),
});

export const numberFormat = (value: string, receipt = false): Setting<string> => ({
  shape: { kind: 'number-format', receipt },
  default: value,
});

export const dates = (max: number, more?: More<LocalDate[]>): Setting<LocalDate[]> => ({
  shape: { kind: 'dates', max },
  default: [],
  ...more,
});

export const date = (more?: More<LocalDate | null>): Setting<LocalDate | null> => ({
  shape: { kind: 'date' },
  default: null,
  ...more,
});

export const time = (value: string): Setting<string> => ({
  shape: { kind: 'time' },
  default: value,
});

export const weekdays = (value: number[]): Setting<number[]> => ({
  shape: { kind: 'weekdays' },
  default: value,
});

export const text = (
  max: number,
  more?: More<string | null> & { form?: TextForm },
): Setting<string | null> => {
  const { form, ...rest } = more ?? {};
  return { shape: { kind: 'text', max, ...(form && { form }) }, default: null, ...rest };
};

/** A text that is never nothing. */
export const words = (max: number, value: string, more?: More<string>): Setting<string> => ({
  shape: { kind: 'text', max },
  default: value,
  ...more,
});

/** A record of another kind, by its id; which may be named is checked where it is known. */
export const record = (more?: More<string | null>): Setting<string | null> => ({
  shape: { kind: 'record' },
  default: null,
  ...more,
});

export const file = (shown: string, more?: More<string | null>): Setting<string | null> => ({
  shape: { kind: 'file', shown },
  default: null,
  ...more,
});
