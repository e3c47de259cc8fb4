import { useEffect, useState } from 'react';
import { useQueries } from '@tanstack/react-query';
import { useViewer } from '../api/viewer.ts';
import { useLocale } from '../kit/locale.ts';
import type { IconName } from '../kit/icons.tsx';
import { useOffice } from '../kit/office/context.ts';
import type { Entry } from '../kit/office/module.ts';

export interface PaletteEntry {
  key: string;
  group: string;
  label: string;
  detail?: string;
  to: string;
  icon: IconName;
}

/** What is typed, once the typing rests. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), 150);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

function matches(entry: Entry, words: string[]): boolean {
  const text = `${entry.label} ${entry.alias ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function asEntries(group: string, entries: readonly Entry[]): PaletteEntry[] {
  return entries.map(({ label, to, icon }) => ({
    key: to.replaceAll('/', '-'),
    group,
    label,
    to,
    icon,
  }));
}

/** The records that modules find for what is typed, by module. */
function useFound(search: string) {
  const { modules, mayDo } = useOffice();
  const permissions = useViewer()?.permissions ?? [];
  const locale = useLocale();
  const searches = modules.flatMap((module) => module.search ?? []);
  const answers = useQueries({
    queries: searches.map(({ resource, suits, find }) => ({
      queryKey: ['palette', resource, search],
      queryFn: () => find(search, { permissions, locale }),
      enabled:
        search.length > 0 && (suits?.(search) ?? true) && mayDo(permissions, resource, 'list'),
    })),
  });
  return {
    searching: answers.some(({ isFetching }) => isFetching),
    entries: searches.flatMap(({ group, icon }, index) =>
      (answers[index]?.data ?? []).map(({ id, ...record }): PaletteEntry => ({
        ...record,
        key: id,
        group,
        icon,
      })),
    ),
  };
}

/** Records that match, then pages and actions; without a search, where one may want to go. */
export function usePaletteEntries(typed: string): { entries: PaletteEntry[]; searching: boolean } {
  const permissions = useViewer()?.permissions ?? [];
  const { navigation, commands, openTo } = useOffice();
  const now = typed.trim();
  const search = useRested(now);
  const found = useFound(search);
  const words = now.toLowerCase().split(/\s+/).filter(Boolean);
  const open = (entries: readonly Entry[]) =>
    openTo(entries, permissions).filter((entry) => matches(entry, words));
  const others = open(commands);
  return {
    entries: [
      ...(now === '' ? [] : found.entries),
      ...asEntries('Pages', [
        ...open(navigation.flat()),
        ...others.filter((entry) => entry.icon !== 'action'),
      ]),
      ...asEntries(
        'Actions',
        others.filter((entry) => entry.icon === 'action'),
      ),
    ],
    searching: search !== now || found.searching,
  };
}
