import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { Money } from '../kit/index.ts';
import { MoneyField } from '../kit/form/Fields.tsx';
import { useOnPhone } from '../kit/list/useOnPhone.ts';
import type { CorrectedLine } from './useCorrection.ts';

interface CorrectedLinesProps {
  lines: readonly CorrectedLine[];
  currency: string;
  onChange: (position: number, now: string) => void;
}

/** Each line as invoiced, as it should have been, and the difference. */
export function CorrectedLines({ lines, currency, onChange }: CorrectedLinesProps) {
  const phone = useOnPhone();
  const field = (line: CorrectedLine) => (
    <MoneyField
      name={`line-${line.position}`}
      label={`${line.description}: should be`}
      value={line.now}
      onChange={(now) => onChange(line.position, now)}
      errors={
        line.credited === null
          ? { [`line-${line.position}`]: 'From nothing to what was invoiced.' }
          : {}
      }
      currency={currency}
    />
  );
  const difference = (line: CorrectedLine) =>
    line.credited === null ? '–' : <Money amount={line.credited} currency={currency} />;
  if (phone)
    return (
      <Box sx={{ display: 'grid', gap: 2 }}>
        {lines.map((line) => (
          <Box key={line.position} sx={{ display: 'grid', gap: 1 }}>
            <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
              <span>
                Invoiced <Money amount={line.old} currency={currency} inline />
              </span>
              <span>Credited {difference(line)}</span>
            </Box>
            {field(line)}
          </Box>
        ))}
      </Box>
    );
  return (
    <Table size="small" aria-label="Lines to correct">
      <TableHead>
        <TableRow>
          <TableCell>Line</TableCell>
          <TableCell align="right">Invoiced</TableCell>
          <TableCell align="right">Should be</TableCell>
          <TableCell align="right">Credited</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={line.position}>
            <TableCell>{line.description}</TableCell>
            <TableCell align="right">
              <Money amount={line.old} currency={currency} />
            </TableCell>
            <TableCell align="right" sx={{ width: 260 }}>
              {field(line)}
            </TableCell>
            <TableCell align="right">{difference(line)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
