import { useEffect } from 'react';
import { useCheckout } from '../pay/useCheckout.ts';
import { FailureNotice, Notice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';

const TONES = {
  PENDING: 'waiting',
  PAID: 'paid',
  FAILED: 'overdue',
  CANCELLED: 'neutral',
} as const;
const ICONS = { PENDING: 'clock', PAID: 'check', FAILED: 'alert', CANCELLED: 'ban' } as const;

/** How saving a card went, read out when it changes; a link that is not known says nothing. */
export function SetupOutcome({ id, onSaved }: { id: string; onSaved: () => void }) {
  const words = useSpeech().words.cards;
  const { checkout, failure } = useCheckout(id);
  const status = checkout?.status;
  useEffect(() => {
    if (status === 'PAID') onSaved();
  }, [status, onSaved]);
  if (failure && failure.kind !== 'notFound' && failure.kind !== 'input')
    return <FailureNotice failure={failure} read />;
  return (
    <div role="status" aria-live="polite">
      {status && (
        <Notice tone={TONES[status]} icon={ICONS[status]}>
          <p className="strong">{words.setup[status]}</p>
          <p>{words.setupLead[status]}</p>
        </Notice>
      )}
    </div>
  );
}
