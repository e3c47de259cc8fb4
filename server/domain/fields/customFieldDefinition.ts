import type { FieldDefinition, FieldType } from './customFields.ts';
import { longest, readValue, scaled } from './customFieldValue.ts';

const KEY = /^[a-z][a-z0-9_]{0,39}$/;
const OPTIONS_MAX = 500;
const OPTION_LENGTH = 100;
const DECIMALS_MAX = 6;
const LINE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

const WITH_LENGTH: ReadonlySet<FieldType> = new Set(['TEXT', 'LONG_TEXT', 'URL', 'EMAIL', 'PHONE']);
const WITH_LIMITS: ReadonlySet<FieldType> = new Set(['INTEGER', 'DECIMAL']);
const WITH_OPTIONS: ReadonlySet<FieldType> = new Set(['CHOICE', 'CHOICES']);
const NEVER_UNIQUE: ReadonlySet<FieldType> = new Set(['BOOLEAN', 'CHOICES', 'FILE', 'PLACE']);
const NEVER_SEARCHED: ReadonlySet<FieldType> = new Set(['BOOLEAN', 'FILE', 'PLACE', 'REFERENCE']);

/** What is wrong with a definition, by field; nothing when it may be stored. */
export function checkDefinition(definition: FieldDefinition): Record<string, string> {
  const problems = problemsOfDefinition(definition);
  if (definition.default === null || Object.keys(problems).length) return problems;
  if (definition.unique)
    return { default: 'cannot be given where every value must be another one' };
  if (definition.type === 'FILE' || definition.type === 'REFERENCE')
    return { default: 'cannot be given for this type' };
  const read = readValue(definition, definition.default);
  return 'problem' in read ? { default: read.problem } : {};
}

/** What is wrong with a definition, by field, its default aside. */
function problemsOfDefinition(d: FieldDefinition): Record<string, string> {
  const problems: Record<string, string> = {};
  if (!KEY.test(d.key))
    problems.key =
      'must begin with a lower-case letter and have only lower-case letters, digits and _, 40 at most';
  // every object has it already: "constructor"
  else if (d.key in {}) problems.key = 'is a word that programs use themselves; choose another key';
  if (!d.label.trim() || d.label.length > 100 || LINE.test(d.label))
    problems.label = 'must have 1 to 100 characters, without line breaks';
  if (d.help !== null && d.help.length > 500) problems.help = 'may have 500 characters at most';
  Object.assign(problems, optionProblems(d), limitProblems(d), lengthProblems(d));
  if (d.type === 'REFERENCE' && d.references === null)
    problems.references = 'says which kind of record it refers to: it is missing';
  if (d.type !== 'REFERENCE' && d.references !== null)
    problems.references = `has no meaning for ${d.type}`;
  if (d.unique && NEVER_UNIQUE.has(d.type)) problems.unique = `cannot be asked of ${d.type}`;
  if (d.searchable && NEVER_SEARCHED.has(d.type))
    problems.searchable = `cannot be asked of ${d.type}`;
  return problems;
}

function optionProblems({ type, options }: FieldDefinition): Record<string, string> {
  if (!WITH_OPTIONS.has(type))
    return options === null ? {} : { options: `have no meaning for ${type}` };
  if (!options?.length) return { options: 'name at least one' };
  if (options.length > OPTIONS_MAX) return { options: `may be ${OPTIONS_MAX} at most` };
  const bad = options.find(
    (option) =>
      option !== option.trim() ||
      option === '' ||
      option.length > OPTION_LENGTH ||
      LINE.test(option) ||
      option.includes('|'),
  );
  if (bad !== undefined)
    return {
      options: `each must have 1 to ${OPTION_LENGTH} characters, without line breaks, | and blanks around it`,
    };
  return new Set(options).size === options.length ? {} : { options: 'must all be different' };
}

function limitProblems({ type, min, max, decimals }: FieldDefinition): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const [name, limit] of [
    ['min', min],
    ['max', max],
  ] as const) {
    if (limit === null) continue;
    if (!WITH_LIMITS.has(type)) problems[name] = `has no meaning for ${type}`;
    else if (scaled(limit) === null) problems[name] = 'must be a number';
  }
  if (!Object.keys(problems).length && min !== null && max !== null && scaled(min)! > scaled(max)!)
    problems.max = 'is less than min';
  if (decimals !== null && type !== 'DECIMAL') problems.decimals = `has no meaning for ${type}`;
  else if (
    decimals !== null &&
    !(Number.isInteger(decimals) && decimals >= 0 && decimals <= DECIMALS_MAX)
  )
    problems.decimals = `must be 0 to ${DECIMALS_MAX}`;
  return problems;
}

function lengthProblems({ type, minLength, maxLength }: FieldDefinition): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const [name, length] of [
    ['minLength', minLength],
    ['maxLength', maxLength],
  ] as const) {
    if (length === null) continue;
    if (!WITH_LENGTH.has(type)) problems[name] = `has no meaning for ${type}`;
    else if (!(Number.isInteger(length) && length >= 1 && length <= longest(type)))
      problems[name] = `must be 1 to ${longest(type)}`;
  }
  if (
    !Object.keys(problems).length &&
    minLength !== null &&
    maxLength !== null &&
    minLength > maxLength
  )
    problems.maxLength = 'is less than minLength';
  return problems;
}
