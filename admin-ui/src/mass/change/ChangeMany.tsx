import { useState } from 'react';
import { Button } from '@mui/material';
import { useListContext } from 'react-admin';
import { apiFilter } from '../../api/dataProvider.ts';
import type {
  CustomerRowFragment,
  MassJobPartsFragment,
  ServiceRowFragment,
} from '../../generated/graphql.ts';
import { useCan } from '../../kit/index.ts';
import type { ChosenProps } from '../../kit/list/chosen.ts';
import { useScopeFilter } from '../../kit/scope/partnerScope.ts';
import { MassJobDialog } from '../MassJobDialog.tsx';
import { AskSteps, type Meant } from './AskSteps.tsx';
import type { ChangedList } from './fields.ts';

type Step = 'ASKED' | MassJobPartsFragment | null;

/** Changes the customers that are ticked: shown first for each. */
export function ChangeCustomers(props: ChosenProps<CustomerRowFragment>) {
  return <ChangeChosen list="customers" {...props} />;
}

/** Changes the services that are ticked. */
export function ChangeServices(props: ChosenProps<ServiceRowFragment>) {
  return <ChangeChosen list="services" {...props} />;
}

/** Changes every customer that the list's filters find. */
export function ChangeFoundCustomers() {
  return <ChangeFound list="customers" />;
}

/** Changes every service that the list's filters find. */
export function ChangeFoundServices() {
  return <ChangeFound list="services" />;
}

function ChangeChosen({
  list,
  rows,
  pending,
  clear,
}: ChosenProps<{ id: string }> & { list: ChangedList }) {
  const meant = { list, count: rows.length, ids: rows.map(({ id }) => id) };
  return <Change label="Change" disabled={pending} meant={meant} onDone={clear} />;
}

function ChangeFound({ list }: { list: ChangedList }) {
  const { filterValues, total } = useListContext();
  const scope = useScopeFilter();
  const filter = apiFilter({}, { ...(filterValues as object), ...scope });
  return (
    <Change
      label={`Change all ${list}`}
      disabled={!total}
      meant={{ list, count: total ?? 0, filter }}
    />
  );
}

function Change({
  label,
  disabled,
  meant,
  onDone,
}: {
  label: string;
  disabled: boolean;
  meant: Meant;
  onDone?: () => void;
}) {
  const [step, setStep] = useState<Step>(null);
  const mayWrite = useCan(meant.list === 'customers' ? 'customers:write' : 'services:write');
  const close = () => setStep(null);
  if (!mayWrite) return null;
  return (
    <>
      <Button variant="outlined" disabled={disabled} onClick={() => setStep('ASKED')}>
        {label}
      </Button>
      {step === 'ASKED' && <AskSteps meant={meant} onBegun={setStep} onClose={close} />}
      {step !== null && step !== 'ASKED' && (
        <MassJobDialog
          begun={step}
          title={`Change ${meant.list}`}
          onClose={close}
          {...(onDone && { onDone })}
        />
      )}
    </>
  );
}
