import { isPositive } from '@backhaul/domain/money/decimals';
import { addDays } from '@backhaul/domain/time/calendar';
import { useEffect, useState, type FormEvent } from 'react';
import { useMutation } from 'urql';
import { failureOf, fieldMessage, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import {
  ChangePlanDocument,
  TryPlanDocument,
  type ServicesQuery,
  type TryPlanMutation,
} from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FailureNotice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';

const tryPlan = operation(TryPlanDocument);
const changePlan = operation(ChangePlanDocument);

type Connection = NonNullable<NonNullable<ServicesQuery['viewer']>['customer']>['services'];
type Service = Connection['nodes'][number];

/** Another plan among those that may be chosen, with what it comes to before it is done. */
export default function ChangePlan({
  service,
  today,
  onDone,
}: {
  service: Service;
  today: string;
  onDone: (said: string) => void;
}) {
  const {
    words: { plans: words, refused },
    date: sayDate,
    money,
  } = useSpeech();
  const [tariffId, setTariffId] = useState(service.availableTariffs[0]?.id ?? '');
  // the plan of now has its first day
  const [date, setDate] = useState(
    service.startDate >= today ? addDays(service.startDate, 1) : today,
  );
  const { found, failure: wrong } = usePlanEffect(service.id, tariffId, date);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [{ fetching }, run] = useMutation(changePlan);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (fetching || !found) return;
    setFailure(null);
    const { data, error } = await run({ input: { serviceId: service.id, tariffId, date } });
    if (error) setFailure(failureOf(error));
    if (data) {
      const { status, tariff, date: from } = data.changePlan;
      onDone((status === 'PLANNED' ? words.planned : words.changed)(tariff.name, sayDate(from)));
    }
  };
  return (
    <form onSubmit={submit} noValidate className="stack">
      <fieldset className="choices">
        <legend>{words.which}</legend>
        <p className="muted">
          {words.now(service.tariff.name, money(service.priceWithTax, service.currency))}
        </p>
        {service.availableTariffs.map((tariff) => (
          <div key={tariff.id} className="choice">
            <label>
              <input
                type="radio"
                name={`plan-${service.id}`}
                value={tariff.id}
                checked={tariff.id === tariffId}
                onChange={() => setTariffId(tariff.id)}
              />
              <span className="choice-text">
                <span className="row-title">{tariff.name}</span>
              </span>
              <span className="money">
                {money(tariff.priceWithTax, tariff.currency)}{' '}
                <span className="muted">{words.withTax}</span>
              </span>
            </label>
          </div>
        ))}
      </fieldset>
      <Field
        label={words.from}
        type="date"
        min={today}
        value={date}
        onChange={setDate}
        error={wrong ? fieldMessage(wrong, 'date', refused) : undefined}
      />
      <div role="status">{found && <Effect found={found} wished={date} />}</div>
      {wrong && wrong.kind !== 'input' && <FailureNotice failure={wrong} />}
      {failure && <FailureNotice failure={failure} title={words.failed} />}
      <div>
        <Button type="submit" look="primary" busy={fetching && words.changing}>
          {date > today ? words.plan : words.change}
        </Button>
      </div>
    </form>
  );
}

type Found = TryPlanMutation['changePlan'];

/** What a change would come to, asked anew whenever it is another one. */
function usePlanEffect(serviceId: string, tariffId: string, date: string) {
  const [, ask] = useMutation(tryPlan);
  const [answer, setAnswer] = useState<{ found: Found | null; failure: Failure | null }>({
    found: null,
    failure: null,
  });
  useEffect(() => {
    let current = true;
    setAnswer({ found: null, failure: null });
    if (!tariffId || !date) return;
    void ask({ input: { serviceId, tariffId, date, dryRun: true } }).then(({ data, error }) => {
      if (!current) return;
      setAnswer({
        found: data?.changePlan ?? null,
        failure: error ? failureOf(error) : null,
      });
    });
    return () => {
      current = false;
    };
  }, [ask, serviceId, tariffId, date]);
  return answer;
}

function Effect({ found, wished }: { found: Found; wished: string }) {
  const {
    words: { plans: words },
    money,
    day,
  } = useSpeech();
  const say = (amount: string) => money(amount, found.currency);
  return (
    <ul className="facts">
      {found.date !== wished && <li>{words.waits(day(found.date))}</li>}
      {isPositive(found.credited) && <li>{words.credited(say(found.credited))}</li>}
      {isPositive(found.fee) && <li>{words.fee(say(found.fee))}</li>}
      <li>{isPositive(found.charged) ? words.charged(say(found.charged)) : words.chargedLater}</li>
      <li>{words.balance(say(found.balanceAfter))}</li>
    </ul>
  );
}
