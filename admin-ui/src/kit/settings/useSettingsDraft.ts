import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { drafted, movedAlong } from '@backhaul/domain/settings/drafted';
import type { Declared, Family } from '@backhaul/domain/settings/family';
import type { MovedAlong } from '../OriginLabel.tsx';
import { useSubmit } from '../form/useSubmit.ts';
import { asValue, sameValue, settled, type Settings, type SettingValue } from './values.ts';

/** What is to be saved: a value sets it here, null goes back to inheriting. */
export type SettingChanges = Readonly<Record<string, SettingValue>>;

/** How one family of settings is read and saved. */
export interface SettingsSource<S extends Settings> {
  /** Where the query keeps the settings: the name of its key, and the field of its answer. */
  query: readonly [name: string, field: string];
  save: (partnerId: string, changes: SettingChanges) => Promise<S>;
  /** What holds, where the API says it in a way of its own. */
  current?: (settings: S, key: string) => SettingValue;
  /** What it comes to where nobody sets it, and the family itself says nothing. */
  builtIn?: (settings: S, key: string) => SettingValue;
  onSaved?: () => void;
}

const answered = (settings: Settings, key: string): SettingValue =>
  asValue(key in settings ? settings[key as keyof Settings] : null);

const fromAbove = (settings: Settings, key: string): SettingValue =>
  asValue(settings.provenance.find((each) => each.key === key)?.aboveValue);

/** Of a list that adds up, what the partner itself says of it. */
function withoutThose(value: SettingValue, above: SettingValue): SettingValue {
  if (!Array.isArray(value) || !Array.isArray(above)) return value;
  const known = new Set(above.map(String));
  return value.map(String).filter((each) => !known.has(each));
}

const valuesOf = (
  keys: readonly string[],
  of: (key: string) => SettingValue,
): Record<string, SettingValue> => Object.fromEntries(keys.map((key) => [key, of(key)]));

/** What is changed and not saved yet, upon what is saved; once saved, with the way back. */
export function useSettingsDraft<D extends Declared, S extends Settings>(
  family: Family<D>,
  settings: S,
  source: SettingsSource<S>,
) {
  const client = useQueryClient();
  const [changes, setChanges] = useState<SettingChanges>({});
  const [undo, setUndo] = useState<SettingChanges | null>(null);
  const { settings: declared, keys } = family;
  const valueOf = (key: string) => {
    const value = (source.current ?? answered)(settings, key);
    return declared[key]?.addsUp ? withoutThose(value, fromAbove(settings, key)) : value;
  };
  const standing = {
    above: valuesOf(keys, (key) => fromAbove(settings, key)),
    own: valuesOf(
      keys.filter((key) => settings.overridden.includes(key)),
      valueOf,
    ),
  };
  const wanted = valuesOf(Object.keys(changes), (key) =>
    settled(declared[key], changes[key] ?? null),
  );
  const then = drafted(family, standing, wanted);
  const orBuiltIn = (key: string, value: unknown) =>
    asValue(value) ?? source.builtIn?.(settings, key) ?? null;
  const inheritedOf = (key: string) =>
    orBuiltIn(key, drafted(family, standing, { ...wanted, [key]: null })[key]);
  const { busy, error, fields, submit, reset } = useSubmit();
  const send = (sent: SettingChanges) =>
    void submit(async () => {
      const saved = await source.save(settings.partner.id, sent);
      const [name, field] = source.query;
      setUndo(
        Object.fromEntries(
          Object.keys(sent).map((key) => [
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
    values: valuesOf(keys, (key) => orBuiltIn(key, then[key])),
    /** What saving does to settings that nobody touched here, since they are inherited as a whole with others. */
    along: Object.fromEntries(
      movedAlong(family, standing, wanted).map((key) => [
        key,
        then[key] !== null && sameValue(asValue(then[key]), standing.above[key] ?? null)
          ? 'BACK'
          : 'LOST',
      ]),
    ) as Readonly<Partial<Record<string, MovedAlong>>>,
    inheritedOf,
    count: Object.keys(changes).length,
    change,
    discard: () => {
      setChanges({});
      reset();
    },
    save: () => send(wanted),
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

export type SettingsDraft = ReturnType<typeof useSettingsDraft<Declared, Settings>>;
