import { suggestTargets } from '@backhaul/domain/imports/headings';
import { TARGETS, type Target } from '@backhaul/domain/imports/targets';
import type { ImportMappingInput } from '../generated/graphql.ts';
import type { ImportJob } from './api.ts';

/** Where a column goes, while somebody chooses. */
export interface Choice {
  index: number;
  target: string | null;
  default: string | null;
  valueMap: Readonly<Record<string, string>> | null;
  format: string | null;
  joinWith: string | null;
}

/** What holds for all of a file. */
export type Frame = Pick<
  ImportMappingInput,
  'mode' | 'matchBy' | 'clearEmpty' | 'encoding' | 'delimiter' | 'sheet' | 'headerRow' | 'saveAs'
>;

export function choicesOf(job: ImportJob): Choice[] {
  return job.columns.map((column) => ({
    index: column.index,
    target: column.target ?? null,
    default: column.default ?? null,
    valueMap: (column.valueMap as Record<string, string> | null) ?? null,
    format: column.format ?? null,
    joinWith: column.joinWith ?? null,
  }));
}

/** The choices for a file that is read another way now: where its headings probably go. */
export function suggestedFor(job: ImportJob): Choice[] {
  const targets = suggestTargets(
    job.kind,
    job.columns.map(({ heading }) => heading),
  );
  return choicesOf(job).map((choice, i) => ({ ...choice, target: targets[i] }));
}

export function frameOf(job: ImportJob): Frame {
  return { mode: job.mode, matchBy: job.matchBy ?? null, clearEmpty: job.clearEmpty };
}

/** What is sent: of two columns to one place the later one is joined with a space. */
export function inputOf(choices: readonly Choice[], frame: Frame): ImportMappingInput {
  const taken = new Set<string>();
  return {
    ...frame,
    columns: choices.map((choice) => {
      const twice = choice.target !== null && taken.has(choice.target);
      if (choice.target !== null) taken.add(choice.target);
      return { ...choice, joinWith: twice ? (choice.joinWith ?? ' ') : null };
    }),
  };
}

export function targetsOf(job: ImportJob): readonly Target[] {
  return TARGETS[job.kind] ?? [];
}

const SIGNS = [
  ['DOT', '1,234.56'],
  ['COMMA', '1.234,56'],
] as const;
const ORDERS = [
  ['DMY', '31/12/2026'],
  ['MDY', '12/31/2026'],
  ['YMD', '2026-12-31'],
] as const;

/** How a column of a target can be written; empty where there is one way alone. */
export function formatsOf(target: Target | undefined): readonly (readonly [string, string])[] {
  return target?.type === 'DECIMAL' ? SIGNS : target?.type === 'DATE' ? ORDERS : [];
}
