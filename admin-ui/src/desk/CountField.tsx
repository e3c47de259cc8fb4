import { useState } from 'react';
import { Box, Button, TextField } from '@mui/material';
import { piecesOf, sumOfPieces } from '@backhaul/domain/cashDesk/pieces';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { formatMoney } from '@backhaul/design';
import { MoneyField } from '../kit/form/Fields.tsx';
import type { FieldErrors } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';

interface CountFieldProps {
  name: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  currency: string;
  errors: FieldErrors;
  /** Hears of which coins and notes it is; null: a total was typed. */
  onPieces?: (pieces: CountedPiece[] | null) => void;
}

/** A coin or note as the API takes it. */
export interface CountedPiece {
  value: string;
  count: number;
}

/** What is in a drawer: a total, or how many of each coin and note. */
export function CountField(props: CountFieldProps) {
  const { name, label, value, onChange, currency, errors, onPieces } = props;
  const [byPiece, setByPiece] = useState(false);
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <MoneyField
        name={name}
        label={label}
        value={value}
        onChange={onChange}
        currency={currency}
        errors={errors}
        disabled={byPiece}
        autoFocus
        required
      />
      {byPiece && <Pieces currency={currency} onChange={onChange} onPieces={onPieces} />}
      <Button
        size="small"
        onClick={() => {
          onPieces?.(null);
          setByPiece(!byPiece);
        }}
        sx={{ justifySelf: 'start', minHeight: 44 }}
      >
        {byPiece ? 'Type the total instead' : 'Count coins and notes'}
      </Button>
    </Box>
  );
}

function Pieces({
  currency,
  onChange,
  onPieces,
}: Pick<CountFieldProps, 'currency' | 'onChange' | 'onPieces'>) {
  const locale = useLocale();
  const digits = currencyDigits(currency);
  const [counts, setCounts] = useState<Readonly<Record<string, string>>>({});
  const count = (value: bigint, typed: string) => {
    const next = { ...counts, [String(value)]: typed.replace(/\D/g, '').slice(0, 6) };
    setCounts(next);
    const pieces = Object.entries(next).map(([each, many]) => ({
      value: BigInt(each),
      count: Number(many || 0),
    }));
    onChange(formatMinor(sumOfPieces(pieces), digits));
    onPieces?.(
      pieces.map((each) => ({ value: formatMinor(each.value, digits), count: each.count })),
    );
  };
  return (
    <Box
      role="group"
      aria-label="Coins and notes"
      sx={{
        display: 'grid',
        gap: 1,
        gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
      }}
    >
      {piecesOf(digits).map((value) => (
        <TextField
          key={String(value)}
          size="small"
          label={`${formatMoney(formatMinor(value, digits), currency, locale)} ×`}
          value={counts[String(value)] ?? ''}
          onChange={({ target }) => count(value, target.value)}
          autoComplete="off"
          slotProps={{
            inputLabel: { shrink: true },
            htmlInput: { inputMode: 'numeric', style: { textAlign: 'end' } },
          }}
        />
      ))}
    </Box>
  );
}
