import type { MassOperation, MassStepInput } from '../../generated/graphql.ts';
import { givenOf, type Draft } from '../../fields/index.ts';
import { cleanDecimal } from '../../kit/decimal.ts';
import type { ChangeField } from './fields.ts';

/** One thing to change, as it is being typed. */
export interface StepDraft {
  /** Tells it from the others while they come and go. */
  key: number;
  field: ChangeField | null;
  operation: MassOperation;
  text: string;
  /** Labels; of a location or tariff the only one. */
  ids: readonly string[];
  custom: Draft;
  roundTo: string;
}

export function newStep(key: number): StepDraft {
  return { key, field: null, operation: 'SET', text: '', ids: [], custom: '', roundTo: '' };
}

/** Whether a step says what the value becomes. */
export function hasValue({ operation }: StepDraft): boolean {
  return operation !== 'CLEAR' && operation !== 'INHERIT';
}

export function isRaise({ operation }: StepDraft): boolean {
  return operation === 'INCREASE' || operation === 'INCREASE_PERCENT';
}

/** A step as the API wants it; what is no value goes as it is, for the server to say what is wrong. */
export function stepInput(step: StepDraft): MassStepInput {
  const { field, operation, roundTo } = step;
  return {
    field: field?.id ?? '',
    operation,
    value: hasValue(step) ? valueOf(step) : null,
    roundTo: isRaise(step) && roundTo ? roundTo : null,
  };
}

function valueOf({ field, text, ids, custom }: StepDraft): unknown {
  switch (field?.input.kind) {
    case 'labels':
      return ids.length > 0 ? ids : null;
    case 'location':
    case 'tariff':
      return ids[0] ?? null;
    case 'custom':
      return givenOf(field.input.field, custom);
    case 'price':
    case 'number':
      return text.trim() ? cleanDecimal(text) : null;
    case 'setting':
      return settingValue(field.input.setting.shape.kind, text);
    default:
      return text.trim() || null;
  }
}

function settingValue(kind: string, text: string): unknown {
  if (text.trim() === '') return null;
  if (kind === 'yes-no') return text === 'yes';
  if (kind === 'whole') return Number(text);
  return kind === 'amount' ? cleanDecimal(text) : text;
}
