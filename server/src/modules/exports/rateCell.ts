import type { TaxVersion } from '@backhaul/domain/money/taxRate';

interface Rate {
  name: string;
  owner: number;
  versions: TaxVersion[];
}

/** A tax rate that a percent does not say whole, as the import reads it; empty for any other. */
export function rateCell(value: unknown): string | null {
  if (value === null) return null;
  const rate = value as Rate;
  return JSON.stringify({
    name: rate.name,
    owner: rate.owner,
    versions: rate.versions.map(({ from, taxPercent, taxTerms }) => ({
      from,
      ...(taxTerms?.parts ? { parts: taxTerms.parts } : { percent: taxPercent }),
      category: taxTerms?.category,
      exemptReason: taxTerms?.reason,
    })),
  });
}
