import type { PairingRule, Suggestion } from '@backhaul/domain/bank/pairing';

/** A suggestion as it is kept with its entry: amounts in minor units, customers and documents by their ids. */
export interface KeptSuggestion {
  rule: PairingRule;
  confidence: number;
  fits: boolean;
  reason: string;
  parts: { customerId: string; amount: string; invoiceIds: string[] }[];
}

export function keptSuggestion({
  rule,
  confidence,
  fits,
  reason,
  parts,
}: Suggestion): KeptSuggestion {
  return {
    rule,
    confidence,
    fits,
    reason,
    parts: parts.map(({ customerId, amount, documents }) => ({
      customerId,
      amount: amount.toString(),
      invoiceIds: documents.filter(({ kind }) => kind === 'INVOICE').map(({ id }) => id),
    })),
  };
}
