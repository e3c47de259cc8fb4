import { Money } from '../kit/index.ts';
import type { Session } from './api.ts';

/** Of which coins and notes the last count of a session was, as a fact; none where a total was typed. */
export function countedPieces({ counts, till }: Session) {
  const pieces = counts.at(-1)?.pieces ?? [];
  if (!pieces.length) return [];
  return [
    [
      'Coins and notes',
      <span key="p">
        {pieces.map(({ value, count }, at) => (
          <span key={value}>
            {at > 0 && ', '}
            {count} × <Money amount={value} currency={till.currency} inline />
          </span>
        ))}
      </span>,
    ] as const,
  ];
}
