import { addDays } from '@backhaul/domain/time/calendar';
import { fullStop } from '../words/fullStop.ts';
import { withAmounts } from '@backhaul/design';
import { addDecimals, compareDecimals, isPositive } from '@backhaul/domain/money/decimals';
import { Link } from 'react-router';
import type { HomeQuery, StandingPartsFragment } from '../generated/graphql.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Figure } from '../ui/Money.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { usableCards } from '../pay/usableCards.ts';
import { standingOf, type Standing } from './standing.ts';

/** Money that lasts no longer is pointed at. */
const SOON_DAYS = 3;

interface Props {
  customer: StandingPartsFragment;
  firstDue: HomeQuery['firstDue'];
}

type Asked = HomeQuery['asked']['nodes'];

/** The one thing to know and the one thing to do. */
export function StandingCard({ asked, ...props }: Props & { asked: Asked }) {
  return (
    <>
      <HowItStands {...props} />
      <Waiting customer={props.customer} asked={asked} />
    </>
  );
}

/** What of the money on the account waits for which request. */
function Waiting({ customer, asked }: { customer: StandingPartsFragment; asked: Asked }) {
  const {
    words: { home: words },
    money,
  } = useSpeech();
  const { waiting, currency } = customer;
  if (!isPositive(waiting)) return null;
  const on = asked.filter(({ paid }) => isPositive(paid));
  const known = compareDecimals(addDecimals(on.map(({ paid }) => paid)), waiting) === 0;
  return (
    <div className="card stack">
      {known ? (
        on.map(({ id, number, paid }) => (
          <p key={id}>{words.waits(money(paid, currency), number)}</p>
        ))
      ) : (
        <p>{words.waitsInAll(money(waiting, currency))}</p>
      )}
    </div>
  );
}

function HowItStands({ customer, firstDue }: Props) {
  const standing = standingOf(customer);
  switch (standing.kind) {
    case 'blocked':
    case 'inactive':
      return <StoppedCard customer={customer} standing={standing} />;
    case 'overdue':
    case 'due':
      return <OwedCard customer={customer} firstDue={firstDue} />;
    case 'clear':
      return customer.prepaid ? (
        <PrepaidCard customer={customer} prepaid={customer.prepaid} />
      ) : (
        <ClearCard customer={customer} credit={standing.credit} />
      );
  }
}

function OwedCard({ customer, firstDue }: Props) {
  const {
    words: { home: words, pay },
    day,
    money,
  } = useSpeech();
  const { outstanding, overdue, currency } = customer;
  const saved = usableCards(customer)[0];
  const card = saved && pay.card(saved.brand, saved.last4);
  const late = compareDecimals(overdue, '0') > 0;
  const allLate = late && compareDecimals(overdue, outstanding) >= 0;
  const first = firstDue.nodes[0];
  const single = firstDue.totalCount === 1;
  const dueDate = first && day(first.dueDate);
  return (
    <section
      className={late ? 'card standing standing-overdue' : 'card standing standing-due'}
      aria-labelledby="standing"
    >
      <h2 id="standing">{words.youOwe}</h2>
      <p>
        <Figure amount={outstanding} currency={currency} />
      </p>
      <div className="standing-facts">
        {dueDate && late && (
          <p className="with-icon overdue">
            <Icon name="alert" />
            <span>
              {allLate
                ? words.allOverdueSince(dueDate)
                : words.overdueSince(money(overdue, currency), dueDate)}
            </span>
          </p>
        )}
        {dueDate && !late && (
          <p className="with-icon due">
            <Icon name="clock" />
            <span>{single ? words.payBy(dueDate) : words.firstPayBy(dueDate)}</span>
          </p>
        )}
        {firstDue.totalCount > 1 && (
          <p className="muted">{words.openInvoices(firstDue.totalCount)}</p>
        )}
      </div>
      {customer.onlinePayment.length > 0 ? (
        <ButtonLink to="/pay" look="primary" wide>
          {words.pay(money(outstanding, currency))}
          {card && <span className="button-note">{card}</span>}
        </ButtonLink>
      ) : (
        <ButtonLink to="/pay" wide>
          {words.howToPay}
        </ButtonLink>
      )}
    </section>
  );
}

function StoppedCard({
  customer,
  standing,
}: {
  customer: StandingPartsFragment;
  standing: Extract<Standing, { lift: string | null }>;
}) {
  const {
    words: { home: words },
    day,
    locale,
    money,
  } = useSpeech();
  const { currency, outstanding } = customer;
  const blocked = standing.kind === 'blocked';
  const online = customer.onlinePayment.length > 0;
  const lift = standing.lift && money(standing.lift, currency);
  const more = standing.lift !== null && compareDecimals(outstanding, standing.lift) > 0;
  return (
    <section className="card standing standing-blocked" aria-labelledby="standing">
      <h2 id="standing" className="with-icon overdue">
        <Icon name="ban" />
        <span>{blocked ? words.blocked : words.inactive}</span>
      </h2>
      {standing.lift && (
        <p>
          <Figure amount={standing.lift} currency={currency} />
        </p>
      )}
      <p className="strong">
        {lift
          ? blocked
            ? words.unblockAmount(lift)
            : words.restartAmount(lift)
          : words.unblockByHand}
      </p>
      <p className="muted">
        {blocked && customer.blockedSince && (
          <>{fullStop(words.blockedSince(day(customer.blockedSince)))} </>
        )}
        {/* Where money helps, the reason is the balance, said in the reader's language; else it is what staff wrote. */}
        {lift
          ? customer.prepaid
            ? words.notCovered(money(customer.balance, currency))
            : words.belowMinimum(
                money(customer.balance, currency),
                money(customer.billing.minimumBalance, currency),
              )
          : customer.statusReason && (
              <>
                {words.whyBlocked}: {withAmounts(customer.statusReason, currency, locale)}
              </>
            )}
      </p>
      {lift && online && (
        <ButtonLink to="/pay?amount=lift" look="primary" wide>
          {blocked ? words.payUnblock(lift) : words.payRestart(lift)}
        </ButtonLink>
      )}
      {lift && !online && (
        <ButtonLink to="/pay" wide>
          {words.howToPay}
        </ButtonLink>
      )}
      {more && online && (
        <p className="centred">
          <Link to="/pay?amount=all" className="target">
            {words.payAllInstead(money(outstanding, currency))}
          </Link>
        </p>
      )}
    </section>
  );
}

/** How long the money of who pays ahead lasts, and the way to add some. */
function PrepaidCard({
  customer,
  prepaid,
}: {
  customer: StandingPartsFragment;
  prepaid: NonNullable<StandingPartsFragment['prepaid']>;
}) {
  const {
    words: { home: words },
    day,
    money,
  } = useSpeech();
  const { until, daysLeft, missing } = prepaid;
  const soon = daysLeft !== null && daysLeft <= SOON_DAYS;
  return (
    <section
      className={soon ? 'card standing standing-due' : 'card standing standing-clear'}
      aria-labelledby="standing"
    >
      <h2 id="standing">{words.yourCredit}</h2>
      <p>
        <Figure amount={customer.balance} currency={customer.currency} />
      </p>
      <p className={soon ? 'with-icon due' : undefined}>
        {soon && <Icon name="clock" />}
        <span>
          {until && daysLeft !== null
            ? daysLeft === 0
              ? fullStop(words.notOn(day(until)))
              : fullStop(words.lasts(daysLeft, day(addDays(until, -1))))
            : words.lastsLong}
        </span>
      </p>
      {missing && <p className="muted">{words.renews(money(missing, customer.currency))}</p>}
      <div>
        {customer.onlinePayment.length > 0 ? (
          <ButtonLink to="/pay?amount=other" look={soon ? 'primary' : 'secondary'}>
            {words.topUp}
          </ButtonLink>
        ) : (
          <ButtonLink to="/pay">{words.howToPay}</ButtonLink>
        )}
      </div>
    </section>
  );
}

function ClearCard({
  customer,
  credit,
}: {
  customer: StandingPartsFragment;
  credit: string | null;
}) {
  const {
    words: { home: words },
    money,
  } = useSpeech();
  // Owed without an invoice: a balance below zero that no open invoice stands behind.
  const below = compareDecimals(customer.balance, '0') < 0;
  return (
    <section className="card standing standing-clear" aria-labelledby="standing">
      <h2 id="standing" className="all-paid">
        <span className="all-paid-mark">
          <Icon name="check" />
        </span>
        {words.allPaid}
      </h2>
      <p>
        {credit
          ? words.credit(money(credit, customer.currency))
          : below
            ? words.balanceOwed(money(customer.balance, customer.currency))
            : words.allPaidLead}
      </p>
      {customer.onlinePayment.length > 0 && (
        <div>
          <ButtonLink to="/pay?amount=other">{words.payAhead}</ButtonLink>
        </div>
      )}
    </section>
  );
}
