import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError, request } from '../api/client.ts';
import {
  asInput,
  undoOf,
  updateFinanceSettingsDocument,
  withChanges,
  type Changes,
  type FinanceSettings,
  type SettingKey,
  type SettingValue,
} from './financeSettings.ts';

/** What is changed and not saved yet, upon what is saved; once saved, with the way back. */
export function useFinanceDraft(settings: FinanceSettings) {
  const queryClient = useQueryClient();
  const [changes, setChanges] = useState<Changes>({});
  const [undo, setUndo] = useState<Changes | null>(null);
  const update = useMutation({
    mutationFn: (wanted: Changes) =>
      request(updateFinanceSettingsDocument, {
        partnerId: settings.partner.id,
        input: asInput(wanted),
      }),
    onSuccess: ({ updateFinanceSettings: saved }, wanted) => {
      setUndo(undoOf(settings, wanted));
      setChanges({});
      queryClient.setQueryData(['finance-settings', settings.partner.id], {
        financeSettings: saved,
      });
      // Partners below inherit, and their pages may lie in the cache.
      void queryClient.invalidateQueries({ queryKey: ['finance-settings'] });
    },
  });

  /** undefined takes a change back, and so does the value that applies already. */
  function change(key: SettingKey, value: SettingValue | null | undefined): void {
    setUndo(null);
    setChanges((before) => {
      const { [key]: _, ...others } = before;
      return value === undefined || value === settings[key] ? others : { ...others, [key]: value };
    });
  }

  return {
    changes,
    /** As they would be when saved. */
    values: withChanges(settings, changes),
    count: Object.keys(changes).length,
    change,
    discard: () => {
      setChanges({});
      update.reset();
    },
    save: () => update.mutate(changes),
    saving: update.isPending,
    error: update.error,
    /** What the server says about single fields. */
    fields: update.error instanceof ApiError ? update.error.fields : {},
    /** Takes back what was saved last; null: there is nothing to take back. */
    undo:
      undo &&
      (() => {
        update.mutate(undo);
        setUndo(null);
      }),
    /** What was saved last stays. */
    forget: () => setUndo(null),
  };
}
