import { useState } from 'react';
import { Box, Typography } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { reloadViewer } from '../api/viewer.ts';
import { Choice } from '../kit/form/Fields.tsx';
import { ShortForm } from '../kit/form/ShortForm.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { currencies, timeZones } from '../kit/places.ts';
import { settlePlaceDocument } from './api.ts';

const choicesOf = (list: readonly { id: string; name: string }[]) =>
  list.map(({ id, name }) => ({ value: id, label: name }));

/** Where the browser is, as far as it says one that can be chosen. */
function zoneHere(otherwise: string): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZones.some(({ id }) => id === timeZone) ? timeZone : otherwise;
}

/** Asked before anything else: what is sold fixes the currency, and the time zone says when a day begins. */
export function Place({
  partner,
}: {
  partner: { id: string; currency: string; timeZone: string };
}) {
  const client = useQueryClient();
  const submission = useSubmit();
  const [currency, setCurrency] = useState(partner.currency);
  const [timeZone, setTimeZone] = useState(() => zoneHere(partner.timeZone));
  const settle = () =>
    submission.submit(async () => {
      await request(settlePlaceDocument, { id: partner.id, currency, timeZone });
      await Promise.all([reloadViewer(), client.invalidateQueries()]);
    });
  return (
    <Box sx={{ display: 'grid', gap: 1.5, maxWidth: 520 }}>
      <Typography>
        First of all: in which currency do you bill, and where do your days begin? The currency
        cannot be changed once something is sold in it.
      </Typography>
      <ShortForm
        submission={submission}
        onSubmit={() => void settle()}
        save="Use this currency and time zone"
        failure="Currency and time zone were not saved."
      >
        <Choice
          name="currency"
          label="Currency"
          value={currency}
          onChange={setCurrency}
          choices={choicesOf(currencies)}
          errors={submission.fields}
          help="Partners below may have others."
        />
        <Choice
          name="timeZone"
          label="Time zone"
          value={timeZone}
          onChange={setTimeZone}
          choices={choicesOf(timeZones)}
          errors={submission.fields}
          help="Decides on which day a bill is made, due and overdue. It can be changed later."
        />
      </ShortForm>
    </Box>
  );
}
