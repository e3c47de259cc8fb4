import { formatMoney } from '@backhaul/design';
import { useSpeech } from '../words/useWords.tsx';

/** An amount in figures of equal width that never breaks in the middle, except in the largest text sizes. */
export function Money({
  amount,
  currency,
  strong,
  signed,
}: {
  amount: string;
  currency: string;
  strong?: boolean;
  /** Also writes a plus. */
  signed?: boolean;
}) {
  const { locale } = useSpeech();
  return (
    <span className={strong ? 'money money-strong' : 'money'}>
      {formatMoney(amount, currency, locale, { sign: signed ? 'always' : 'auto' })}
    </span>
  );
}

/** The one amount a page is about; long ones are set smaller so that they stay on one line of a phone. */
export function Figure({ amount, currency }: { amount: string; currency: string }) {
  const text = formatMoney(amount, currency, useSpeech().locale);
  const long = text.length > 16 ? ' figure-longest' : text.length > 12 ? ' figure-long' : '';
  return <span className={`figure${long}`}>{text}</span>;
}
