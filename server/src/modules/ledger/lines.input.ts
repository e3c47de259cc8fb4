import { Field, ID, InputType } from 'type-graphql';
import type { ManualLine } from '@backhaul/domain/documents/documentLines';
import { reversed } from '@backhaul/domain/money/reverseCharge';
import { taxOn, type TaxOverTime } from '@backhaul/domain/money/taxRate';
import { DOCUMENT_MAX_MINOR, lineAmount, magnitude } from '@backhaul/domain/money/limits';
import { decimalInput, idInput, textInput } from '../../kit/input.ts';
import { DecimalScalar } from '../../kit/scalars.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { owingTheirTax } from '../customers/index.ts';
import { DiscountInput, DiscountKind } from '../services/index.ts';
import { got } from '../../platform/must.ts';
import type { Account } from './account.store.ts';
import { findTaxRates } from './taxRates.store.ts';

/** More lines than any document of an ISP has; a run of mistakes stops here. */
const LINES_MAX = 200;

@InputType()
export class InvoiceLineInput {
  @Field(() => String) description!: string;
  @Field(() => DecimalScalar, { nullable: true, defaultValue: '1' }) quantity?: string | null;
  @Field(() => DecimalScalar) unitPrice!: string;
  @Field(() => ID, { nullable: true }) taxRateId?: string | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false }) taxIncluded?: boolean | null;
  @Field(() => DiscountInput, { nullable: true }) discount?: DiscountInput | null;
}

/** Far more than an ISP sells. */
const QUANTITY_MAX = 1_000_000_000;

/**
 * The lines as the planner wants them, taxed with the rates of a day, or with nothing where the
 * customer owes the tax. Refuses by line and field
 * what is missing, too long or out of bounds; an unknown tax rate, or one outside the scope, is
 * NOT_FOUND; one that the customer's partner may not use is refused by its field.
 */
export async function manualLines(
  sql: ScopedSql,
  account: Account,
  inputs: readonly InvoiceLineInput[],
  on: string,
): Promise<ManualLine[]> {
  if (!inputs.length) throw badInput({ lines: 'a document needs at least one line' });
  if (inputs.length > LINES_MAX)
    throw badInput({ lines: `a document may have ${LINES_MAX} lines at most` });
  const checked = inputs.map((line, i) => checkedLine(line, `lines.${i}.`, account.currency));
  if (checked.reduce((sum, { amount }) => sum + magnitude(amount), 0n) > DOCUMENT_MAX_MINOR)
    throw badInput({ lines: 'together come to more than a document may be' });
  const lines = await withRates(sql, account, checked, on);
  const owing = await owingTheirTax(sql, [account.id]);
  return owing.size ? lines.map((line) => ({ ...line, ...reversed(line) })) : lines;
}

/** One line on its own, its fields named without a place in a list; refuses what manualLines refuses. */
export async function manualLine(
  sql: ScopedSql,
  account: Account,
  input: InvoiceLineInput,
  on: string,
): Promise<ManualLine> {
  const [line] = await withRates(sql, account, [checkedLine(input, '', account.currency)], on);
  return line;
}

async function withRates(
  sql: ScopedSql,
  account: Account,
  checked: readonly CheckedLine[],
  on: string,
): Promise<ManualLine[]> {
  const rates = await taxRates(sql, account, checked);
  return checked.map(({ taxRateId, at: _at, amount: _amount, ...line }) => ({
    ...line,
    ...(taxRateId ? taxOn(got(rates, taxRateId), on) : { taxPercent: '0' }),
  }));
}

/** at: how the names of its fields begin. */
type CheckedLine = Omit<ManualLine, 'taxPercent'> & {
  at: string;
  taxRateId: string | null;
  amount: bigint;
};

function checkedLine(line: InvoiceLineInput, at: string, currency: string): CheckedLine {
  const quantity = decimalInput(line.quantity ?? '1', `${at}quantity`, {
    moreThanZero: true,
    max: QUANTITY_MAX,
  });
  const unitPrice = decimalInput(line.unitPrice, `${at}unitPrice`);
  const amount = lineAmount(unitPrice, quantity, currency);
  if (amount === null)
    throw badInput({ [`${at}unitPrice`]: 'times the quantity is more than a line may be' });
  if (line.discount && amount <= 0n)
    throw badInput({ [`${at}discount`]: 'needs a line above zero' });
  return {
    at,
    amount,
    description: textInput(line.description, `${at}description`, { max: 500 }),
    quantity,
    unitPrice,
    taxIncluded: line.taxIncluded ?? false,
    taxRateId: line.taxRateId != null ? idInput(line.taxRateId, `${at}taxRateId`) : null,
    discount: line.discount ? checkedDiscount(line.discount, `${at}discount`) : null,
  };
}

function checkedDiscount(discount: DiscountInput, at: string): NonNullable<ManualLine['discount']> {
  const percent = discount.kind === DiscountKind.PERCENT;
  return {
    kind: discount.kind,
    value: decimalInput(discount.value, `${at}.value`, {
      moreThanZero: true,
      ...(percent ? { max: 100 } : {}),
    }),
    message: discount.message?.trim() ? textInput(discount.message, `${at}.message`) : null,
  };
}

/** A rate is usable by its owner and everything below: also the customer's partner must lie there. */
async function taxRates(
  sql: ScopedSql,
  account: Account,
  lines: readonly CheckedLine[],
): Promise<Map<string, TaxOverTime>> {
  const wanted = [...new Set(lines.flatMap((line) => line.taxRateId ?? []))];
  if (!wanted.length) return new Map();
  const rates = await findTaxRates(sql, wanted, account.partnerPath);
  if (rates.length !== wanted.length) throw notFound();
  const foreign = new Set(rates.filter((rate) => !rate.usable).map((rate) => rate.id));
  const wrong = lines.find((line) => line.taxRateId && foreign.has(line.taxRateId));
  if (wrong)
    throw badInput({
      [`${wrong.at}taxRateId`]:
        "is another partner's tax rate; choose one that the customer's partner may use",
    });
  return new Map(rates.map(({ id, tax }) => [id, tax]));
}
