import { compare, formatDecimal, fromDecimal, fromInt, mul } from '@backhaul/domain/money/fraction';
import { decimalInput, idInput, textInput } from '../../kit/input.ts';
import { isInstant } from '../../kit/scalars.ts';
import { badInput } from '../../platform/refusal.ts';
import type { UsageInput } from './usage.types.ts';

/** So many records one call takes. */
export const RECORDS_MAX = 2000;

/** No call costs more: what does is a slip of the decimal sign, which nobody could take back from an invoice. */
const AMOUNT_MAX = 1_000_000;

/** What was used, checked; decimal texts without what says nothing. */
export interface Given {
  sourceId: string;
  serviceId: string;
  at: string;
  kind: string;
  quantity: string;
  unitPrice: string | null;
}

/** Usage lies in times in which there are calendars of billing. */
const [FIRST, LAST] = ['2000-01-01', '2100-01-01'].map((day) => Date.parse(day));

/** What is not seen makes no other id, and no other kind: spaces of any sort are one, without zero width are none. */
const seen = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Zs}\t]+/gu, ' ');

/** The name of a kind of usage; refuses by field. */
export const kindInput = (kind: string, field: string): string =>
  textInput(seen(kind), field, { min: 1, max: 60 });

const plain = (decimal: string): string => formatDecimal(fromDecimal(decimal), 4);

/** The records of a call; refuses by field, "input.3.quantity", and what comes twice and differs. */
export function givenRecords(input: readonly UsageInput[]): Given[] {
  if (!input.length) throw badInput({ input: 'has no records' });
  if (input.length > RECORDS_MAX)
    throw badInput({ input: `may have ${RECORDS_MAX} records at most; send the others apart` });
  return input.map((record, i) => givenRecord(record, `input.${i}`));
}

/** One of them; name: of it in what is refused. */
export function givenRecord(record: UsageInput, name: string): Given {
  const { at } = record;
  const time = Date.parse(at);
  if (!(isInstant(at) && time >= FIRST && time < LAST))
    throw badInput({
      [`${name}.at`]: 'must be an instant between 2000 and 2100, like 2026-04-01T09:30:00Z',
    });
  const decimal = (value: string, field: string) =>
    plain(decimalInput(value, `${name}.${field}`, { min: 0 }));
  const quantity = decimal(record.quantity, 'quantity');
  const unitPrice = record.unitPrice == null ? null : decimal(record.unitPrice, 'unitPrice');
  const amount = mul(fromDecimal(quantity), fromDecimal(unitPrice ?? '0'));
  if (compare(amount, fromInt(AMOUNT_MAX)) > 0)
    throw badInput({
      [`${name}.unitPrice`]: `comes with this quantity to more than ${AMOUNT_MAX}, the most for one record`,
    });
  return {
    sourceId: textInput(seen(record.sourceId), `${name}.sourceId`, { min: 1, max: 200 }),
    serviceId: idInput(record.serviceId, `${name}.serviceId`),
    at: new Date(time).toISOString(),
    kind: kindInput(record.kind, `${name}.kind`),
    quantity,
    unitPrice,
  };
}
