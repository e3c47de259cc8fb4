import type { StandingPartsFragment } from '../generated/graphql.ts';
import { useSpeech } from '../words/useWords.tsx';

interface Props {
  prepaid: NonNullable<StandingPartsFragment['prepaid']>;
  currency: string;
}

/** What comes next for who pays ahead: until when the credit lasts, and what goes on then for how much. */
export function NextAhead({ prepaid: { until, missing }, currency }: Props) {
  const {
    words: { home: words },
    day,
    money,
  } = useSpeech();
  return (
    <section className="card next-invoice" aria-labelledby="next">
      <h2 id="next">{words.nextAhead}</h2>
      {until && missing && <p>{words.nextAheadOn(day(until), money(missing, currency))}</p>}
      <p className="muted">{words.nextAheadPaid}</p>
    </section>
  );
}
