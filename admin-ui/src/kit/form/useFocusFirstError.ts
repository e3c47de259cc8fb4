import { useEffect, type RefObject } from 'react';
import type { FieldErrors } from './useSubmit.ts';

/** After a refusal, puts the keyboard on the first field that has to be changed. */
export function useFocusFirstError(form: RefObject<HTMLElement | null>, fields: FieldErrors): void {
  useEffect(() => {
    if (Object.keys(fields).length === 0) return;
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus({ preventScroll: true });
    // At the edge it could be under the bar that stays at the top.
    field?.scrollIntoView({ block: 'center' });
  }, [form, fields]);
}
