import type { ReactNode } from 'react';
import { Card, CardContent, MenuItem, TextField } from '@mui/material';
import { LabelsPicker, LocationPicker } from '../marks/index.ts';
import { useCan, usePartnerScope } from '../kit/index.ts';
import { useCurrencies } from '../kit/scope/useCurrencies.ts';
import { useToday } from '../kit/scope/useToday.ts';
import type { ReportInput } from './api.ts';
import { isDay, isTime, periods, shapeOf, withKind } from './asking.ts';
import { BASES, GROUPINGS, KINDS } from './words.ts';

interface ControlsProps {
  input: ReportInput;
  onChange: (next: ReportInput) => void;
}

/** What a report is asked for: which, of which days, by what, and of whom. */
export function ReportControls({ input, onChange }: ControlsProps) {
  const { bases, of } = shapeOf(input.kind);
  const currencies = useCurrencies();
  const kinds = Object.keys(KINDS) as ReportInput['kind'][];
  return (
    <Card>
      <CardContent
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: {
            xs: 'repeat(2, minmax(0, 1fr))',
            md: 'repeat(4, minmax(0, 1fr))',
          },
          alignItems: 'start',
        }}
      >
        <Choice
          label="Report"
          value={input.kind}
          onChange={(kind) => onChange(withKind(input, kind as ReportInput['kind']))}
          choices={kinds.map((kind) => [kind, KINDS[kind].name])}
        />
        {bases.length > 1 && (
          <Choice
            label="Amounts"
            value={input.basis ?? bases[0] ?? ''}
            onChange={(basis) => onChange({ ...input, basis: basis as ReportInput['basis'] })}
            choices={bases.map((each) => [each, BASES[each as keyof typeof BASES]])}
          />
        )}
        {of === 'DAY' ? (
          <OnDay input={input} onChange={onChange} />
        ) : (
          <Days input={input} onChange={onChange} />
        )}
        <GroupingChoices input={input} onChange={onChange} />
        {currencies.length > 1 && (
          <Choice
            label="Currency"
            value={input.currency ?? currencies[0] ?? ''}
            onChange={(currency) => onChange({ ...input, currency })}
            choices={currencies.map((each) => [each, each])}
          />
        )}
        <Whom input={input} onChange={onChange} />
      </CardContent>
    </Card>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  choices: readonly (readonly [value: string, name: string])[];
}

function Choice({ label, value, onChange, choices }: ChoiceProps): ReactNode {
  return (
    <TextField
      select
      size="small"
      margin="none"
      label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      {choices.map(([key, name]) => (
        <MenuItem key={key} value={key}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}

function OnDay({ input, onChange }: ControlsProps) {
  const today = useToday();
  return (
    <TextField
      type="date"
      size="small"
      margin="none"
      label="At the end of"
      value={input.asOf ?? today}
      onChange={({ target }) => isDay(target.value) && onChange({ ...input, asOf: target.value })}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
}

function Days({ input, onChange }: ControlsProps) {
  const today = useToday();
  const all = periods(today);
  const chosen = all.find(({ from, to }) => from === input.from && to === input.to);
  const day = (label: string, name: 'from' | 'to') => (
    <TextField
      type="date"
      size="small"
      margin="none"
      label={label}
      value={input[name] ?? ''}
      onChange={({ target }) => isDay(target.value) && onChange({ ...input, [name]: target.value })}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
  return (
    <>
      <Choice
        label="Days"
        value={chosen?.key ?? 'other'}
        onChange={(key) => {
          const period = all.find((each) => each.key === key);
          if (period) onChange({ ...input, from: period.from, to: period.to });
        }}
        choices={[
          ...all.map(({ key, name }) => [key, name] as const),
          ...(chosen ? [] : [['other', 'As below'] as const]),
        ]}
      />
      {day('From', 'from')}
      {day('To', 'to')}
    </>
  );
}

function GroupingChoices({ input, onChange }: ControlsProps) {
  const { groupings } = shapeOf(input.kind);
  const [first = '', second = ''] = input.groupBy ?? [];
  const group = (groupBy: string[]) => onChange({ ...input, groupBy: groupBy.filter(Boolean) });
  const choices = groupings.map((each) => [each, GROUPINGS[each]] as const);
  const others = choices.filter(([each]) => each !== first && !(isTime(each) && isTime(first)));
  return (
    <>
      <Choice
        label="By"
        value={first}
        onChange={(by) =>
          group([by, by === second || (isTime(by) && isTime(second)) ? '' : second])
        }
        choices={choices}
      />
      <Choice
        label="And by"
        value={second}
        onChange={(by) => group([first, by])}
        choices={[['', 'Nothing else'], ...others]}
      />
    </>
  );
}

function Whom({ input, onChange }: ControlsProps) {
  const { partnerId } = usePartnerScope();
  const seesLabels = useCan('labels:read');
  const seesLocations = useCan('locations:read');
  const ids = input.labels?.ids ?? [];
  const labels = (Array.isArray(ids) ? ids : [ids]).map(String);
  return (
    <>
      {seesLocations && (
        <LocationPicker
          partnerId={partnerId}
          value={input.locationId ? String(input.locationId) : null}
          onChange={(locationId) => onChange({ ...input, locationId })}
          dense
        />
      )}
      {seesLabels && (
        <LabelsPicker
          partnerId={partnerId}
          value={labels}
          onChange={(ids) =>
            onChange({ ...input, labels: ids.length ? { ids, match: 'ANY' } : null })
          }
          label="Labels, any of"
          dense
        />
      )}
    </>
  );
}
