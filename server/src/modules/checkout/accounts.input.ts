import { isDecimal } from '@backhaul/domain/money/fraction';
import { compareDecimals, plainDecimal } from '@backhaul/domain/money/decimals';
import { amountInput } from '../../kit/input.ts';
import { badInput } from '../../platform/refusal.ts';
import type { AccountSettings } from './accounts.store.ts';
import { GatewayKind, GatewayMode, type GatewayAccountInput } from './accounts.types.ts';

/** What customers pay with at each provider. */
const METHODS: Readonly<Record<GatewayKind, { all: readonly string[]; words: string }>> = {
  SANDBOX: { all: ['CARD'], words: 'the sandbox plays a card: CARD' },
  STRIPE: { all: ['CARD'], words: 'Stripe takes cards: CARD' },
  PAYPAL: { all: ['OTHER'], words: 'PayPal is a way of its own: OTHER' },
};

/** What an input says of an account, checked; what it leaves out of keys, methods and fees stays as it was. */
export function checkedAccount(
  { kind, mode, enabled, sharedBelow, methods, feePercent, feeFixed }: GatewayAccountInput,
  currency: string,
  before: AccountSettings | null,
): AccountSettings {
  if (kind === GatewayKind.SANDBOX && mode !== GatewayMode.TEST)
    throw badInput({ mode: 'the sandbox is for tests: TEST' });
  const { all, words } = METHODS[kind];
  if (methods && (!methods.length || new Set(methods).size < methods.length))
    throw badInput({ methods: `${words}, each once` });
  if (methods?.some((method) => !all.includes(method))) throw badInput({ methods: words });
  return {
    enabled: enabled ?? true,
    sharedBelow: sharedBelow ?? false,
    methods: methods ?? before?.methods ?? [...all],
    feePercent: feePercent == null ? (before?.feePercent ?? '0') : percentInput(feePercent),
    feeFixedMinor:
      feeFixed == null
        ? (before?.feeFixedMinor ?? 0n)
        : amountInput(feeFixed, currency, 'feeFixed'),
  };
}

function percentInput(text: string): string {
  if (!isDecimal(text, 4) || text.startsWith('-') || compareDecimals(text, '100') > 0)
    throw badInput({ feePercent: 'must be from 0 to 100, with at most 4 decimals' });
  return plainDecimal(text);
}
