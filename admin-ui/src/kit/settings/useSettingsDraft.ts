import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Setting } from '@backhaul/domain/settings/setting';
import { useSubmit } from '../form/useSubmit.ts';
import { asValue, sameValue, settled, type Settings, type SettingValue } from './values.ts';

/** What is to be saved: a value sets it here, null goes back to inheriting. */
export type SettingChanges = Readonly<Record<string, SettingValue>>;

/** How one family of settings is read and saved. */
export interface SettingsSource<S extends Settings> {
  /** Where the query keeps the settings: the name of its key, and the field of its answer. */
  query: readonly [name: string, field: string];
  save: (partnerId: string, changes: SettingChanges) => Promise<S>;
  /** What holds, and what would if it were not set here, where the API says it in a way of its own. */
  current?: (settings: S, key: string) => SettingValue;
  inherited?: (settings: S, key: string) => SettingValue;
  onSaved?: () => void;
}

const answered = (settings: Settings, key: string): SettingValue =>
  asValue(key in settings ? settings[key as keyof Settings] : null);

const fromAbove = (settings: Settings, key: string): SettingValue =>
  asValue(settings.provenance.find((each) => each.key === key)?.inheritedValue);

/** What is changed and not saved yet, upon what is saved; once saved, with the way back. */
export function useSettingsDraft<S extends Settings>(
  declared: Readonly<Record<string, Setting<unknown>>>,
  settings: S,
  source: SettingsSource<S>,
) {
  const client = useQueryClient();
  const [changes, setChanges] = useState<SettingChanges>({});
  const [undo, setUndo] = useState<SettingChanges | null>(null);
  const valueOf = (key: string) => (source.current ?? answered)(settings, key);
  const inheritedOf = (key: string) => (source.inherited ?? fromAbove)(settings, key);
  const { busy, error, fields, submit, reset } = useSubmit();
  const send = (wanted: SettingChanges) =>
    void submit(async () => {
      const saved = await source.save(settings.partner.id, wanted);
      const [name, field] = source.query;
      setUndo(
        Object.fromEntries(
          Object.keys(wanted).map((key) => [
            key,
            settings.overridden.includes(key) ? valueOf(key) : null,
          ]),
        ),
      );
      setChanges({});
      client.setQueryData([name, settings.partner.id], (before: object | undefined) => ({
        ...before,
        [field]: saved,
      }));
      // Partners below inherit, and their pages may lie in the cache.
      void client.invalidateQueries({ queryKey: [name] });
      source.onSaved?.();
    });

  /** undefined takes a change back, and so does the value that applies already. */
  function change(key: string, value: SettingValue | undefined): void {
    setUndo(null);
    setChanges((before) => {
      const { [key]: _, ...others } = before;
      const untouched =
        value === undefined ||
        (value !== null && sameValue(settled(declared[key], value), valueOf(key)));
      return untouched ? others : { ...others, [key]: value };
    });
  }

  return {
    changes,
    /** As they would be when saved. */
    values: Object.fromEntries(
      Object.entries(declared).map(([key, setting]) => [
        key,
        key in changes
          ? (settled(setting, changes[key] ?? null) ?? inheritedOf(key))
          : valueOf(key),
      ]),
    ) as Record<string, SettingValue>,
    inheritedOf,
    count: Object.keys(changes).length,
    change,
    discard: () => {
      setChanges({});
      reset();
    },
    save: () =>
      send(
        Object.fromEntries(
          Object.entries(changes).map(([key, value]) => [key, settled(declared[key], value)]),
        ),
      ),
    saving: busy,
    error,
    /** What the server says about single fields. */
    fields,
    /** Takes back what was saved last; null: there is nothing to take back. */
    undo:
      undo &&
      (() => {
        setUndo(null);
        send(undo);
      }),
    /** What was saved last stays. */
    forget: () => setUndo(null),
  };
}

export type SettingsDraft = ReturnType<typeof useSettingsDraft<Settings>>;
