import { addDays } from '@backhaul/domain/time/calendar';
import { Notice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import type { GoingOn } from './goingOn.ts';

/** How much a service that is paid ahead needs to go on, and from when on it does not without. */
export function GoesOn({ from, now, amount, currency }: GoingOn) {
  const {
    words: { pay: words },
    day,
    money,
  } = useSpeech();
  return (
    <Notice tone={now ? 'due' : 'neutral'} icon={now ? 'alert' : 'clock'}>
      <p className="strong">{words.goesOn(money(amount, currency))}</p>
      <p>{now ? words.goesOnFrom(day(from)) : words.goesOnUntil(day(addDays(from, -1)))}</p>
    </Notice>
  );
}
