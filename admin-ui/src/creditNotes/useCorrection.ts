import { useMemo, useState } from 'react';
import { creditable } from '@backhaul/domain/documents/creditable';
import { currencyDigits, formatMinor, parseMinor } from '@backhaul/domain/money/money';
import type { CreditedLineInput, InvoiceDetailFragment } from '../generated/graphql.ts';
import { readDecimal } from '../kit/decimal.ts';

/** A line as it was invoiced, with its discounts, and as it should have been; amounts hold the tax. */
export interface CorrectedLine {
  position: number;
  description: string;
  old: string;
  /** As typed. */
  now: string;
  /** What is credited of it; null where what was typed is no amount between nothing and what was invoiced. */
  credited: string | null;
}

/** An invoice's lines beside what they should have been, and the note that makes up for the difference. */
export function useCorrection(invoice: Pick<InvoiceDetailFragment, 'lines' | 'currency'>) {
  const digits = currencyDigits(invoice.currency);
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const rows = useMemo(() => creditableRows(invoice, digits), [invoice, digits]);
  const lines = rows.map(({ position, description, total }): CorrectedLine => {
    const old = formatMinor(total, digits);
    const now = typed[position] ?? old;
    const minor = minorOf(now, digits);
    const fits = minor !== null && minor >= 0n && minor <= total;
    return {
      position,
      description,
      old,
      now,
      credited: fits ? formatMinor(total - minor, digits) : null,
    };
  });
  const changed = lines.filter(({ credited }) => credited !== null && Number(credited) !== 0);
  return {
    lines,
    wrong: lines.filter(({ credited }) => credited === null),
    /** What the note is made of; a line that should not have been there is credited whole. */
    invoiceLines: changed.map(({ position, old, credited }): CreditedLineInput =>
      credited === old ? { position } : { position, amount: credited },
    ),
    change: (position: number, now: string) => setTyped({ ...typed, [position]: now }),
    creditAll: () =>
      setTyped(Object.fromEntries(rows.map(({ position }) => [position, formatMinor(0n, digits)]))),
  };
}

function creditableRows(
  { lines }: Pick<InvoiceDetailFragment, 'lines'>,
  digits: number,
): { position: number; description: string; total: bigint }[] {
  const minor = (text: string) => parseMinor(text, digits);
  const { rates } = creditable(
    lines.map((line, i) => ({
      ...line,
      position: i + 1,
      serviceId: null,
      net: minor(line.net),
      tax: minor(line.tax),
      total: minor(line.total),
    })),
    [],
  );
  return [...rates.values()]
    .flatMap((rate) => rate.lines)
    .map(({ line: { position, description }, invoiced: { total } }) => ({
      position,
      description,
      total,
    }))
    .sort((a, b) => a.position - b.position);
}

function minorOf(text: string, digits: number): bigint | null {
  const exact = readDecimal(text);
  if (exact === null) return null;
  try {
    return parseMinor(exact, digits);
  } catch {
    return null;
  }
}
