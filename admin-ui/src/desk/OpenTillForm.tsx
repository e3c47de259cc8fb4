import { useState } from 'react';
import { Card, CardContent } from '@mui/material';
import { request } from '../api/client.ts';
import { cleanDecimal } from '../kit/decimal.ts';
import { Choice, Field } from '../kit/form/Fields.tsx';
import { ShortForm } from '../kit/form/ShortForm.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { PageHeader } from '../kit/index.ts';
import { OpenTill, type Till } from './api.ts';
import { askingWhy } from './askingWhy.ts';
import { CountField } from './CountField.tsx';

/** Before money is taken: which till, and what is in it. */
export function OpenTillForm({
  tills,
  onOpened,
}: {
  tills: readonly Till[];
  onOpened: () => void;
}) {
  const free = tills.filter(({ usedBy }) => usedBy === null);
  const [tillId, setTillId] = useState(free[0]?.id ?? tills[0].id);
  const [float, setFloat] = useState('');
  const [reason, setReason] = useState('');
  const submission = useSubmit();
  const till = tills.find(({ id }) => id === tillId) ?? tills[0];
  const asksWhy = Boolean(submission.fields['reason']) || reason !== '';
  const open = async () => {
    if (!float.trim())
      return submission.refuse({ float: 'Count what is in the till; 0 is right too.' });
    const done = await submission.submit(() =>
      request(OpenTill, {
        tillId: till.id,
        float: cleanDecimal(float),
        reason: reason.trim() || null,
      }),
    );
    if (done) onOpened();
  };
  return (
    <>
      <PageHeader
        title="Open a till"
        description="Count what is in it before you begin. Money is taken as soon as it is open."
      />
      <Card sx={{ maxWidth: 560 }}>
        <CardContent>
          <ShortForm
            submission={askingWhy(submission)}
            onSubmit={() => void open()}
            save={`Open ${till.name}`}
            failure="The till was not opened."
          >
            {tills.length > 1 && (
              <Choice
                name="tillId"
                label="Till"
                value={tillId}
                onChange={setTillId}
                choices={tills.map(({ id, name, usedBy }) => ({
                  value: id,
                  label: usedBy ? `${name} (${usedBy} has it open)` : name,
                }))}
                errors={submission.fields}
              />
            )}
            <CountField
              name="float"
              label="In the till now"
              value={float}
              onChange={setFloat}
              currency={till.currency}
              errors={submission.fields}
            />
            {asksWhy && (
              <Field
                name="reason"
                label="Why it is another amount"
                value={reason}
                onChange={setReason}
                errors={submission.fields}
                autoFocus
              />
            )}
          </ShortForm>
        </CardContent>
      </Card>
    </>
  );
}
