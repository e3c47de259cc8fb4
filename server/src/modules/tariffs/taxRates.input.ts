import { groupPercent, type TaxComponent } from '@backhaul/domain/money/taxGroup';
import { compareDecimals, decimalsOf, plainDecimal } from '@backhaul/domain/money/decimals';
import {
  PERCENT_DIGITS,
  type TaxCategory as Category,
  type Taxed,
} from '@backhaul/domain/money/taxTerms';
import { decimalInput, optionalText, textInput } from '../../kit/input.ts';
import { badInput } from '../../platform/refusal.ts';
import { TaxCategory, type TaxPartInput, type TaxRateInput } from './taxRates.types.ts';

/** More taxes than any country lays upon each other. */
const PARTS_MAX = 10;

/**
 * What an input says is taken. Refuses by field a percent outside 0 to 100, parts that cannot be
 * worked out or come to more than that, a category that does not go with the percent, and nothing
 * taken without its reason.
 */
export function taxedInput(input: TaxRateInput): Taxed {
  const parts = input.parts?.length ? partsInput(input.parts) : null;
  const taxPercent = parts
    ? wholeOf(parts)
    : plainDecimal(decimalInput(input.percent, 'percent', { decimals: 4, min: 0, max: 100 }));
  const category = categoryInput(input, taxPercent);
  const reason = optionalText(input.exemptReason, 'exemptReason') ?? null;
  if (category === TaxCategory.E && !reason)
    throw badInput({ exemptReason: 'say why no tax is taken; invoices print it' });
  if (reason && (category === TaxCategory.S || category === TaxCategory.Z))
    throw badInput({ exemptReason: 'belongs to a rate that is exempt' });
  const usual: Category = taxPercent === '0' ? 'Z' : 'S';
  if (category === usual && !parts) return { taxPercent };
  return { taxPercent, taxTerms: { category, ...(reason && { reason }), ...(parts && { parts }) } };
}

function partsInput(inputs: readonly TaxPartInput[]): TaxComponent[] {
  if (inputs.length > PARTS_MAX) throw badInput({ parts: `may be ${PARTS_MAX} at most` });
  return inputs.map(({ name, percent, basis }, i) => {
    if (i === 0 && basis === 'PREVIOUS_TAX')
      throw badInput({ 'parts.0.basis': 'has no tax before it; take the first one on the net' });
    return {
      name: textInput(name, `parts.${i}.name`, { max: 100 }),
      percent: plainDecimal(
        decimalInput(percent, `parts.${i}.percent`, { decimals: 4, min: 0, max: 100 }),
      ),
      basis,
    };
  });
}

function wholeOf(parts: readonly TaxComponent[]): string {
  const percent = groupPercent(parts);
  if (compareDecimals(percent, '100') > 0)
    throw badInput({ parts: 'come to more than 100 percent together' });
  if (decimalsOf(percent) > PERCENT_DIGITS)
    throw badInput({
      parts: `come to a percent of more than ${PERCENT_DIGITS} digits; give them fewer decimals`,
    });
  return percent;
}

function categoryInput({ exempt, category }: TaxRateInput, taxPercent: string): TaxCategory {
  const nothing = taxPercent === '0';
  if (exempt && category && category !== TaxCategory.E)
    throw badInput({ category: 'of a rate that is exempt is E' });
  if (exempt === false && category === TaxCategory.E)
    throw badInput({ exempt: 'must be true for the category E' });
  const chosen = exempt ? TaxCategory.E : (category ?? (nothing ? TaxCategory.Z : TaxCategory.S));
  if (chosen === TaxCategory.S && nothing)
    throw badInput({ category: 'S takes more than 0 percent; choose Z, E, AE or O' });
  if (chosen !== TaxCategory.S && !nothing)
    throw badInput({
      percent: exempt ? 'of a rate that is exempt is 0' : `of the category ${chosen} is 0`,
    });
  return chosen;
}
