import { useState } from 'react';
import { ApiError } from '../api/client.ts';
import type { FieldErrors } from '../kit/form/useSubmit.ts';
import type { CustomField, Entity } from './api.ts';
import { draftOf, givenOf, sameValue, type Draft } from './drafts.ts';
import { defaultOf, isEmptyValue, problemOf, sentence, type FieldValues } from './rules.ts';
import { useCustomFields, type KnownFields } from './useCustomFields.ts';

export interface CustomFieldsForm extends Omit<KnownFields, 'all'> {
  draft: (field: CustomField) => Draft;
  set: (field: CustomField, draft: Draft) => void;
  /** Whether anything was changed. */
  dirty: boolean;
  /** What is wrong before the server is asked, by the API's path. */
  problems: () => Record<string, string>;
  /** What goes into a mutation's `customFields`: what was changed, nothing else. */
  input: () => Record<string, unknown> | undefined;
  /** Runs a request; what it refuses about a custom field is said with the field's name. */
  named: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/**
 * The custom fields of one record being written. `stored`: what the record holds, null for a new
 * one, which starts with the defaults. What was typed is kept per definition, so that another
 * partner's field of the same key starts empty.
 */
export function useCustomFieldsForm(
  entity: Entity,
  partnerId: string | null,
  stored: FieldValues | null,
): CustomFieldsForm {
  const known = useCustomFields(entity, partnerId);
  const [typed, setTyped] = useState<Readonly<Record<string, Draft>>>({});
  const { fields } = known;
  const before = (field: CustomField) => (stored ? stored[field.key] : defaultOf(field));
  const draft = (field: CustomField) => typed[field.id] ?? draftOf(field, before(field));
  const given = (field: CustomField) =>
    typed[field.id] === undefined ? before(field) : givenOf(field, typed[field.id]!);
  const changed = () =>
    fields.filter(
      (field) => typed[field.id] !== undefined && !sameValue(given(field), before(field)),
    );
  return {
    ...known,
    draft,
    dirty: changed().length > 0,
    set: (field, next) => setTyped((now) => ({ ...now, [field.id]: next })),
    problems: () =>
      Object.fromEntries(
        fields.flatMap((field) => {
          // A value from before the definition changed may stay as it is; a missing one that is asked for may not.
          const problem =
            stored && sameValue(given(field), before(field)) && !isEmptyValue(given(field))
              ? null
              : problemOf(field, given(field));
          return problem ? [[`customFields.${field.key}`, problem]] : [];
        }),
      ),
    input: () => {
      const changes = changed();
      return changes.length > 0
        ? Object.fromEntries(changes.map((field) => [field.key, given(field)]))
        : undefined;
    },
    named: (work) =>
      work().catch((error: unknown) => {
        throw withNames(error, known.all);
      }),
  };
}

/** "Is missing" becomes "Contract number is missing." where the server names a custom field. */
function withNames(error: unknown, fields: readonly CustomField[]): unknown {
  if (!(error instanceof ApiError)) return error;
  const renamed = (errors: FieldErrors) =>
    Object.fromEntries(
      Object.entries(errors).map(([path, message]) => {
        const field = fields.find(({ key }) => path === `customFields.${key}`);
        return [path, field ? sentence(field, message) : message];
      }),
    );
  return new ApiError({
    code: error.code,
    message: error.message,
    fields: renamed(error.fields),
    ...(error.reason ? { reason: error.reason } : {}),
    ...(error.correlationId ? { correlationId: error.correlationId } : {}),
  });
}
