import { MenuItem, TextField } from '@mui/material';
import { addMonths } from '@backhaul/domain/time/calendar';
import { formatMonth } from '@backhaul/design';
import { useLocale } from '../kit/index.ts';
import type { Shown } from './useShown.ts';

/** How far back a month is offered. */
const MONTHS = 24;

interface BoardChoicesProps extends Shown {
  currencies: readonly string[];
  currency: string | null;
  /** The month that it is at the partner. */
  thisMonth: string;
  /** Whether there is something below that could be left out. */
  parent: boolean;
}

/** What the dashboard is of: month, currency, and whether those below count. */
export function BoardChoices({
  kind,
  month,
  below,
  choose,
  currencies,
  currency,
  thisMonth,
  parent,
}: BoardChoicesProps) {
  const locale = useLocale();
  // of the next month only what is planned is known
  const first = kind === 'FINANCE' ? 1 : 0;
  const months = Array.from({ length: MONTHS + first }, (_, i) => addMonths(thisMonth, first - i));
  return (
    <>
      <Choice
        label="Month"
        value={month ?? thisMonth}
        width={170}
        onChoose={(next) => choose({ month: next === thisMonth ? null : next })}
        choices={months.map((each) => [each, formatMonth(each, locale)])}
      />
      {currencies.length > 1 && (
        <Choice
          label="Currency"
          value={currency ?? ''}
          width={110}
          onChoose={(next) => choose({ currency: next })}
          choices={currencies.map((code) => [code, code])}
        />
      )}
      {parent && (
        <Choice
          label="Whose figures"
          value={below ? 'below' : 'alone'}
          width={170}
          onChoose={(next) => choose({ below: next === 'below' })}
          choices={[
            ['below', 'With all below'],
            ['alone', 'Without those below'],
          ]}
        />
      )}
    </>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  width: number;
  choices: readonly (readonly [value: string, words: string])[];
  onChoose: (value: string) => void;
}

function Choice({ label, value, width, choices, onChoose }: ChoiceProps) {
  const known = choices.some(([each]) => each === value);
  return (
    <TextField
      select
      value={known ? value : ''}
      onChange={(event) => onChoose(event.target.value)}
      margin="none"
      sx={{ width, maxWidth: '100%' }}
      slotProps={{ select: { SelectDisplayProps: { 'aria-label': label } } }}
    >
      {choices.map(([each, words]) => (
        <MenuItem key={each} value={each}>
          {words}
        </MenuItem>
      ))}
    </TextField>
  );
}
