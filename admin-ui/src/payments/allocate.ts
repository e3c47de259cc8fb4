import { compareDecimals, isPositive, subtractDecimals } from '@backhaul/domain/money/decimals';

interface OpenInvoice {
  id: string;
  due: string;
}

interface Share<Invoice extends OpenInvoice> {
  invoice: Invoice;
  amount: string;
  /** Nothing stays due on it. */
  settles: boolean;
}

/**
 * Where the server will put a payment, to be shown before it is recorded: the named invoice first,
 * then the oldest due, the rest to the balance. The server allocates; other money may have arrived
 * in the meantime.
 */
export function whereItGoes<Invoice extends OpenInvoice>(
  amount: string,
  oldestFirst: readonly Invoice[],
  namedId: string | null,
): { shares: Share<Invoice>[]; rest: string } {
  const named = oldestFirst.filter((invoice) => invoice.id === namedId);
  const others = oldestFirst.filter((invoice) => invoice.id !== namedId);
  let rest = amount;
  const shares: Share<Invoice>[] = [];
  for (const invoice of [...named, ...others]) {
    if (!isPositive(rest)) break;
    const settles = compareDecimals(rest, invoice.due) >= 0;
    const share = settles ? invoice.due : rest;
    shares.push({ invoice, amount: share, settles });
    rest = subtractDecimals(rest, share);
  }
  return { shares, rest };
}
