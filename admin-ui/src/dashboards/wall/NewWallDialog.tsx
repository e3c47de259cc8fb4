import { useState } from 'react';
import { Box, Checkbox, FormControlLabel, FormGroup, FormHelperText } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { addDays } from '@backhaul/domain/time/calendar';
import { request } from '../../api/client.ts';
import type { DashboardKind } from '../../generated/graphql.ts';
import { CopyLine } from '../../kit/CopyLine.tsx';
import { Field } from '../../kit/form/Fields.tsx';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { usePartnerScope } from '../../kit/index.ts';
import { OPERATOR, TITLES } from '../titles.ts';
import { createWallDocument } from './api.ts';

const today = (): string => new Date().toISOString().slice(0, 10);

/** What a new display shows, how, and how long; then its link, which is shown this once. */
export function NewWallDialog({ onClose }: { onClose: () => void }) {
  const { partner } = usePartnerScope();
  const queries = useQueryClient();
  const submission = useSubmit();
  const [url, setUrl] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [seconds, setSeconds] = useState('30');
  const [until, setUntil] = useState(addDays(today(), 365));
  const [kinds, setKinds] = useState<readonly DashboardKind[]>(['GENERAL']);
  const [showMoney, setShowMoney] = useState(false);
  const [showNames, setShowNames] = useState(false);
  const offered = (Object.keys(TITLES) as DashboardKind[]).filter(
    (kind) => kind !== 'RESELLER' || partner?.number !== OPERATOR,
  );
  const make = async () => {
    await submission.submit(async () => {
      const { createWallDisplay } = await request(createWallDocument, {
        input: {
          partnerId: partner?.id ?? null,
          name,
          dashboards: offered.filter((kind) => kinds.includes(kind)),
          seconds: Number(seconds) || 0,
          showMoney,
          showNames,
          expiresAt: `${until}T00:00:00Z`,
        },
      });
      setUrl(createWallDisplay.url ?? null);
      await queries.invalidateQueries({ queryKey: ['walls'] });
    });
  };
  if (url)
    return (
      <FormDialog
        title={`“${name}” is ready`}
        submitLabel={null}
        cancelLabel="Close"
        submission={submission}
        onSubmit={onClose}
        onClose={onClose}
        failure=""
      >
        <Box>
          Open this link on the screen, and make its window full screen. It is shown only now: it is
          kept nowhere.
        </Box>
        <CopyLine label="Link" value={url} />
      </FormDialog>
    );
  const errors = submission.fields;
  const tick = (kind: DashboardKind, on: boolean) =>
    setKinds((now) => (on ? [...now, kind] : now.filter((each) => each !== kind)));
  return (
    <FormDialog
      title={`A wall display${partner ? ` of ${partner.name}` : ''}`}
      submitLabel="Make it"
      submission={submission}
      onSubmit={() => void make()}
      onClose={onClose}
      failure="The display was not made."
    >
      <Field
        name="name"
        label="Name"
        value={name}
        onChange={setName}
        errors={errors}
        help="Shown on the screen, and here: where it hangs."
        required
        autoFocus
      />
      <Box component="fieldset" sx={{ border: 0, margin: 0, padding: 0 }}>
        <Box component="legend" sx={{ padding: 0, fontWeight: 550 }}>
          Dashboards
        </Box>
        <FormGroup row>
          {offered.map((kind) => (
            <FormControlLabel
              key={kind}
              label={TITLES[kind]}
              control={
                <Checkbox checked={kinds.includes(kind)} onChange={(_, on) => tick(kind, on)} />
              }
            />
          ))}
        </FormGroup>
        {errors.dashboards && <FormHelperText error>{errors.dashboards}</FormHelperText>}
      </Box>
      <Field
        name="seconds"
        label="Seconds for each"
        value={seconds}
        onChange={setSeconds}
        errors={errors}
        help="10 to 600"
      />
      <Field
        name="expiresAt"
        label="Shows until"
        type="date"
        value={until}
        onChange={setUntil}
        errors={errors}
        min={addDays(today(), 1)}
        max={addDays(today(), 365)}
      />
      <FormGroup>
        <FormControlLabel
          label="Show amounts of money"
          control={<Checkbox checked={showMoney} onChange={(_, on) => setShowMoney(on)} />}
        />
        <FormControlLabel
          label="Show names of customers"
          control={<Checkbox checked={showNames} onChange={(_, on) => setShowNames(on)} />}
        />
      </FormGroup>
    </FormDialog>
  );
}
