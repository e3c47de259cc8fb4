import type { CustomFieldInput, CustomFieldType, PortalAccess } from '../../generated/graphql.ts';
import { cleanDecimal } from '../../kit/decimal.ts';
import type { CustomField, Entity } from '../api.ts';
import { draftOf, givenOf, type Draft } from '../drafts.ts';
import { checkDefinition, defaultOf, sentence } from '../rules.ts';

/** A definition as it is being typed. */
export interface DefinitionDraft {
  label: string;
  key: string;
  type: CustomFieldType;
  help: string;
  required: boolean;
  unique: boolean;
  defaultDraft: Draft;
  options: readonly string[];
  min: string;
  max: string;
  minLength: string;
  maxLength: string;
  decimals: string;
  references: Entity;
  showInList: boolean;
  searchable: boolean;
  portal: PortalAccess;
}

export const emptyDefinition: DefinitionDraft = {
  label: '',
  key: '',
  type: 'TEXT',
  help: '',
  required: false,
  unique: false,
  defaultDraft: '',
  options: ['', ''],
  min: '',
  max: '',
  minLength: '',
  maxLength: '',
  decimals: '',
  references: 'CUSTOMER',
  showInList: false,
  searchable: false,
  portal: 'HIDDEN',
};

export function draftOfField(field: CustomField): DefinitionDraft {
  const text = (value: string | number | null) => (value === null ? '' : String(value));
  return {
    label: field.label,
    key: field.key,
    type: field.type,
    help: field.help ?? '',
    required: field.required,
    unique: field.unique,
    defaultDraft: draftOf(field, defaultOf(field)),
    options: field.options ?? ['', ''],
    min: text(field.min),
    max: text(field.max),
    minLength: text(field.minLength),
    maxLength: text(field.maxLength),
    decimals: text(field.decimals),
    references: field.references ?? 'CUSTOMER',
    showInList: field.showInList,
    searchable: field.searchable,
    portal: field.portal,
  };
}

interface Abilities {
  options: boolean;
  limits: boolean;
  lengths: boolean;
  decimals: boolean;
  references: boolean;
  unique: boolean;
  searchable: boolean;
  standard: boolean;
}

/** What can be asked of a type; the rest is not offered. */
export function abilitiesOf(type: CustomFieldType): Abilities {
  const oneOf = (...names: CustomFieldType[]) => names.includes(type);
  return {
    options: oneOf('CHOICE', 'CHOICES'),
    limits: oneOf('INTEGER', 'DECIMAL'),
    lengths: oneOf('TEXT', 'LONG_TEXT', 'URL', 'EMAIL', 'PHONE'),
    decimals: oneOf('DECIMAL'),
    references: oneOf('REFERENCE'),
    unique: !oneOf('BOOLEAN', 'CHOICES', 'FILE', 'PLACE'),
    searchable: !oneOf('BOOLEAN', 'FILE', 'PLACE', 'REFERENCE'),
    standard: !oneOf('FILE', 'REFERENCE'),
  };
}

const keyMax = 40;

/**
 * A key out of a label: "Contract number (old)" becomes contract_number_old; empty while nothing of
 * it can be in a key.
 */
export function proposeKey(label: string, taken: ReadonlySet<string>): string {
  const plain = label
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  const key =
    plain
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[_0-9]+|_+$/g, '')
      .slice(0, keyMax)
      .replace(/_+$/, '') || (label.trim() ? 'field' : '');
  for (let number = 2, free = key; ; number += 1) {
    if (!taken.has(free)) return free;
    free = `${key.slice(0, keyMax - 3)}_${number}`;
  }
}

export const givenOptions = (options: readonly string[]): string[] =>
  options.map((option) => option.trim()).filter(Boolean);

/** The field as it would be, for the rules and for the look at its input. */
export function fieldFrom(draft: DefinitionDraft, entity: Entity): CustomField {
  const can = abilitiesOf(draft.type);
  const amount = (typed: string) => (can.limits && typed.trim() ? cleanDecimal(typed) : null);
  const count = (allowed: boolean, typed: string) =>
    allowed && typed.trim() ? Number(typed) : null;
  const standard = can.standard && !draft.unique ? givenOf(draft, draft.defaultDraft) : null;
  return {
    id: '',
    entity,
    key: draft.key.trim(),
    label: draft.label.trim(),
    type: draft.type,
    help: draft.help.trim() || null,
    position: 0,
    required: draft.required,
    unique: can.unique && draft.unique,
    default: standard,
    options: can.options ? givenOptions(draft.options) : null,
    min: amount(draft.min),
    max: amount(draft.max),
    minLength: count(can.lengths, draft.minLength),
    maxLength: count(can.lengths, draft.maxLength),
    decimals: count(can.decimals, draft.decimals),
    references: can.references ? draft.references : null,
    showInList: draft.showInList,
    searchable: can.searchable && draft.searchable,
    portal: draft.portal,
    archived: false,
    editable: true,
    partner: { id: '', name: '' },
  };
}

/** The same to be looked at while it is typed: without the limits that are no limits yet. */
export function lookOf(draft: DefinitionDraft, entity: Entity): CustomField {
  const field = fieldFrom(draft, entity);
  const wrong = checkDefinition(field);
  const sound = <Name extends 'min' | 'max' | 'minLength' | 'maxLength' | 'decimals'>(name: Name) =>
    wrong[name] ? null : field[name];
  return {
    ...field,
    min: sound('min'),
    max: sound('max'),
    minLength: sound('minLength'),
    maxLength: sound('maxLength'),
    decimals: sound('decimals'),
  };
}

const names: Readonly<Record<string, string>> = {
  key: 'The key',
  label: 'The label',
  help: 'The help',
  options: 'The options',
  min: 'The smallest',
  max: 'The largest',
  minLength: 'The shortest',
  maxLength: 'The longest',
  decimals: 'The decimals',
  references: 'It',
  unique: 'It',
  searchable: 'It',
  default: 'The default',
};

/** A refusal of the server or the rules, named as the form names the input. */
export function sayProblem(path: string, problem: string): string {
  const name = names[path];
  return name
    ? sentence(
        { label: name },
        problem
          .replace('is less than minLength', 'is less than the shortest')
          .replace('is less than min', 'is less than the smallest'),
      )
    : problem;
}

/** What is wrong before the server is asked. */
export function problemsOf(draft: DefinitionDraft, entity: Entity): Record<string, string> {
  const missing: Record<string, string> = draft.label.trim()
    ? {}
    : { label: 'Give the field a label.' };
  if (!draft.key.trim()) missing.key = draft.label.trim() ? 'Give the field a key.' : '';
  if (!missing.key) delete missing.key;
  const wrong = checkDefinition(fieldFrom(draft, entity));
  if (!draft.label.trim()) delete wrong.key;
  return {
    ...Object.fromEntries(
      Object.entries(wrong).map(([path, problem]) => [path, sayProblem(path, problem)]),
    ),
    ...missing,
  };
}

export function toInput(
  draft: DefinitionDraft,
  entity: Entity,
  partnerId: string,
  position: number,
): CustomFieldInput {
  const {
    id: _id,
    archived: _archived,
    editable: _editable,
    partner: _partner,
    ...input
  } = fieldFrom(draft, entity);
  return { ...input, partnerId, position };
}
