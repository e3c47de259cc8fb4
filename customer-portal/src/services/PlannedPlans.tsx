import { useState } from 'react';
import { useMutation } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { CancelPlanChangeDocument } from '../generated/graphql.ts';
import { Button } from '../ui/Button.tsx';
import { FailureNotice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';

const cancel = operation(CancelPlanChangeDocument);

interface Planned {
  id: string;
  date: string;
  byCustomer: boolean;
  tariff: { name: string };
}

/** Plans that are to follow; what one chose oneself can be taken back. */
export function PlannedPlans({
  planned,
  onDone,
}: {
  planned: readonly Planned[];
  onDone: (said: string) => void;
}) {
  return planned.map((change) => <PlannedPlan key={change.id} change={change} onDone={onDone} />);
}

function PlannedPlan({ change, onDone }: { change: Planned; onDone: (said: string) => void }) {
  const {
    words: { plans: words },
    date,
  } = useSpeech();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [{ fetching }, run] = useMutation(cancel);
  const takeBack = async () => {
    setFailure(null);
    const { error } = await run({ id: change.id });
    if (error) setFailure(failureOf(error));
    else onDone(words.takenBack);
  };
  return (
    <div className="stack">
      <p className="strong">{words.to(change.tariff.name, date(change.date))}</p>
      {change.byCustomer && (
        <div>
          <Button busy={fetching && words.takingBack} onClick={() => void takeBack()}>
            {words.takeBack}
          </Button>
        </div>
      )}
      {failure && <FailureNotice failure={failure} title={words.notTakenBack} />}
    </div>
  );
}
