import { statusLook } from '@backhaul/design';
import { useWords } from '../words/useWords.tsx';
import type { Words } from '../words/en.ts';
import { Icon } from './Icon.tsx';

export type StatusWord = keyof Words['status'];

/** A status as a word with its colour and icon. */
export function StatusChip({ status }: { status: StatusWord }) {
  const look = statusLook(status);
  return (
    <span className={`chip tone-${look.tone}`}>
      <Icon name={look.icon} />
      {useWords().status[status]}
    </span>
  );
}
