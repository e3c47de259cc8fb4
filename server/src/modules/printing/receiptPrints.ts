import type { Language } from '@backhaul/domain/text/languages';
import type { App } from '../../kit/app.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { writing } from '../../tenancy/scope.ts';
import { WORDS } from '../templates/index.ts';
import { countPrint, takenAtDesk, uncountPrint } from './receiptPrints.store.ts';

/** One print of a receipt of the desk. */
export interface ReceiptPrint {
  /** 1 is the receipt itself, what is above it a copy. */
  copy: number;
  /** What was handed over, in minor units; null where nobody said. */
  tendered: bigint | null;
}

/**
 * Counts that somebody of the staff prints a receipt of the desk, and has it printed; null where it is another's: those
 * are read, not handed out. A number with which nothing was printed is given back. Source: payments, Cash desk.
 */
export async function countingPrints<T>(
  app: App,
  viewer: Viewer,
  paymentId: string,
  print: (counted: ReceiptPrint | null) => Promise<T>,
): Promise<T> {
  if (viewer.scope.kind === 'customer') return print(null);
  const scope = writing(viewer.scope);
  const counted = await app.boundary.inSql(scope, async (sql) => {
    const taken = await takenAtDesk(sql, paymentId);
    return taken && { copy: await countPrint(sql, paymentId, taken), tendered: taken.tendered };
  });
  if (!counted) return print(null);
  try {
    return await print(counted);
  } catch (error) {
    await app.boundary.inSql(scope, (sql) => uncountPrint(sql, paymentId, counted.copy));
    throw error;
  }
}

/** What stands above a copy: no template of a partner's own can leave it out. */
export function copyMark(language: Language | null, copy: number): string {
  const words = WORDS[language ?? 'EN'].copy.replace('#0', String(copy));
  return copy > 1
    ? `<p style="text-align:right; font-size:12pt; font-weight:bold; margin:0 0 4pt 0">${words}</p>\n`
    : '';
}
