import { isPositive } from '@backhaul/domain/money/decimals';
import { Link } from 'react-router';
import type { HomeQuery } from '../generated/graphql.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { Money } from '../ui/Money.tsx';
import { useSpeech } from '../words/useWords.tsx';

/** What may be paid ahead: requests for payment that are open. Nothing where there are none. */
export function Asked({ asked, online }: { asked: HomeQuery['asked']; online: boolean }) {
  const {
    words: { home: words, documents },
    date,
    money,
  } = useSpeech();
  if (asked.nodes.length === 0) return null;
  return (
    <section aria-labelledby="asked">
      <div className="section-head">
        <h2 id="asked">{words.asked}</h2>
        {asked.totalCount > asked.nodes.length && <Link to="/documents">{words.allAsked}</Link>}
      </div>
      <ul className="rows card">
        {asked.nodes.map((proforma) => (
          <li key={proforma.id} className="row">
            <span className="row-main">
              <Link to={`/proformas/${proforma.id}/pdf`} className="target row-title">
                {documents.proforma(proforma.number)}
              </Link>
              <span className="row-note">
                {words.payBy(date(proforma.dueDate))}
                {isPositive(proforma.paid) && (
                  <>, {words.askedPaid(money(proforma.paid, proforma.currency))}</>
                )}
              </span>
            </span>
            <span className="row-end">
              <Money amount={proforma.due} currency={proforma.currency} strong />
              <ButtonLink to={`/pay?proforma=${proforma.id}`}>
                {online ? words.payAsked : words.howToPay}
              </ButtonLink>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
