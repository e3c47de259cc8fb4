import { useState } from 'react';
import { useTaxRates, useUsualTaxRate } from '../settings/index.ts';
import type { LineDraft } from './estimate.ts';
import { newLine } from './LinesEditor.tsx';

/**
 * The lines of a document in the making with the tax rates that its sellers may use on its day. A line whose tax nobody
 * chose carries what the seller taxes most with; several sellers have no such rate.
 */
export function useTypedLines(
  sellers: readonly string[],
  on: string,
  given?: readonly LineDraft[] | null,
) {
  const [first] = useState<readonly LineDraft[]>(() => given ?? [newLine()]);
  const [typed, setLines] = useState(first);
  const usual = useUsualTaxRate(sellers.length === 1 ? sellers[0] : undefined).data ?? '';
  const lines = typed.map((line) => (line.taxChosen ? line : { ...line, taxRateId: usual }));
  const rates = useTaxRates(
    sellers,
    lines.map(({ taxRateId }) => taxRateId),
    on,
  );
  return { lines, setLines, rates, changed: typed !== first };
}
