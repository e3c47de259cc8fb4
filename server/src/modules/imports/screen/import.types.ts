import { IMPORT_KINDS, type ImportKind } from '@backhaul/domain/imports/targets';
import { questionOf, unmappedOf } from '@backhaul/domain/imports/mapping';
import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ImportJob, ImportRow } from '../../../generated/prisma/client.ts';
import { DateTimeScalar, JSONScalar } from '../../../kit/scalars.ts';
import type { HowRead } from '../reading/open.ts';
import type { Counts, ImportMode, ImportStatus } from './jobs.store.ts';
import type { JobColumn } from './mapped.ts';
import { hasUndo, UNDOABLE_DAYS } from './undo.service.ts';

const named = <T extends string>(...names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { [N in T]: N };

export const ImportKinds = named(...IMPORT_KINDS);
export const ImportStatuses = named<ImportStatus>(
  'UPLOADED',
  'MAPPED',
  'CHECKING',
  'CHECKED',
  'RUNNING',
  'DONE',
  'FAILED',
  'CANCELLED',
  'UNDONE',
);
export const ImportModes = named<ImportMode>('CREATE', 'UPDATE', 'CREATE_OR_UPDATE');
export type Kit = 'SPLYNX' | 'UISP' | 'SONAR' | 'WHMCS';
export const MigrationKits = named<Kit>('SPLYNX', 'UISP', 'SONAR', 'WHMCS');
registerEnumType(ImportKinds, { name: 'ImportKind' });
registerEnumType(ImportStatuses, { name: 'ImportStatus' });
registerEnumType(ImportModes, { name: 'ImportMode' });
registerEnumType(MigrationKits, { name: 'MigrationKit' });

@ObjectType('ImportColumn', { description: 'A column of a file, and where it goes.' })
export class ImportColumnType {
  @Field(() => Int) index!: number;
  @Field(() => String) heading!: string;
  @Field(() => [String]) samples!: string[];
  @Field(() => String, {
    nullable: true,
    description:
      "A column of the import's files or of the kind's input type, cf:<key>, or null for nowhere.",
  })
  target!: string | null;
  @Field(() => String, { nullable: true, description: 'What stands in every row.' })
  constant!: string | null;
  @Field(() => String, { nullable: true, description: 'What an empty cell reads as.' })
  default!: string | null;
  @Field(() => JSONScalar, { nullable: true, description: 'What its values mean.' })
  valueMap!: unknown;
  @Field(() => String, {
    nullable: true,
    description: 'DECIMAL_SIGN or DATE_ORDER where that must be chosen before the check.',
  })
  question!: string | null;
  @Field(() => String, { nullable: true, description: 'DOT, COMMA, DMY, MDY or YMD.' })
  format!: string | null;
  @Field(() => String, { nullable: true }) joinWith!: string | null;
  @Field(() => JSONScalar, { description: 'Values, with their counts, that mean nothing there.' })
  unmapped!: unknown;
}

@ObjectType('ImportRow')
export class ImportRowType {
  @Field(() => Int) line!: number;
  @Field(() => [String]) values!: string[];
  @Field(() => JSONScalar, { description: 'Words by the index of a column.' }) errors!: unknown;
  @Field(() => JSONScalar, { description: 'Words by the index of a column.' }) warnings!: unknown;
  @Field(() => String, { nullable: true, description: 'What becomes, or became, of it.' })
  result!: string | null;
  @Field(() => ID, { nullable: true }) recordId!: string | null;
}

@ObjectType('ImportJob', { description: 'A file that is imported.' })
export class ImportJobType {
  @Field(() => ID) id!: string;
  @Field(() => ImportKinds) kind!: ImportKind;
  @Field(() => ImportStatuses) status!: ImportStatus;
  @Field(() => String) fileName!: string;
  @Field(() => MigrationKits, { nullable: true }) kit!: Kit | null;
  @Field(() => String) encoding!: string;
  @Field(() => String, { nullable: true }) delimiter!: string | null;
  @Field(() => String, { nullable: true }) sheet!: string | null;
  @Field(() => [String]) sheets!: string[];
  @Field(() => Int) headerRow!: number;
  @Field(() => [ImportColumnType]) columns!: ImportColumnType[];
  @Field(() => JSONScalar, { description: 'What stands in no column, by its field.' })
  constants!: unknown;
  @Field(() => ImportModes) mode!: ImportMode;
  @Field(() => String, { nullable: true }) matchBy!: string | null;
  @Field(() => Boolean) clearEmpty!: boolean;
  @Field(() => Boolean) setAside!: boolean;
  @Field(() => Float, { description: 'Of the step it is at, from 0 to 1.' }) progress!: number;
  @Field(() => String, { nullable: true }) failure!: string | null;
  @Field(() => String, { nullable: true }) fingerprint!: string | null;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => String) createdBy!: string;
  @Field(() => Int) total!: number;
  @Field(() => Int, { description: 'Rows that make a record, or made one.' }) creates!: number;
  @Field(() => Int) updates!: number;
  @Field(() => Int) unchanged!: number;
  @Field(() => Int, { description: 'Rows that cannot be imported, or were not.' }) errors!: number;
  @Field(() => Int) warnings!: number;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when what it did can be taken back; null: it cannot.',
  })
  undoableUntil!: Date | null;
  @Field(() => Boolean, { description: 'What it did is being taken back.' }) undoing!: boolean;
  @Field(() => Int, { description: 'Rows that were taken back.' }) undone!: number;
  @Field(() => Int, { description: 'Rows of which something stayed when it was taken back.' })
  kept!: number;
  @Field(() => String, {
    nullable: true,
    description: 'A file of the rows that were not imported, with why; importable again.',
  })
  rejectedUrl!: string | null;
  partnerId!: string;
}

@ObjectType({ description: 'What taking work back would do.' })
export class UndoPreview {
  @Field(() => Int) removes!: number;
  @Field(() => Int, {
    description:
      'Of those that go, customers whose opening balance is reversed: they stay for the books, inactive.',
  })
  closes!: number;
  @Field(() => Int) restores!: number;
  @Field(() => Int) keeps!: number;
  @Field(() => [String], { description: 'Each with its reason; 1,000 at most.' }) kept!: string[];
}

@InputType()
export class ImportColumnInput {
  @Field(() => Int) index!: number;
  @Field(() => String, { nullable: true }) target?: string | null;
  @Field(() => String, { nullable: true }) default?: string | null;
  @Field(() => JSONScalar, { nullable: true }) valueMap?: unknown;
  @Field(() => String, { nullable: true }) format?: string | null;
  @Field(() => String, { nullable: true }) joinWith?: string | null;
}

@InputType()
export class ImportMappingInput {
  @Field(() => String, { nullable: true }) encoding?: string | null;
  @Field(() => String, { nullable: true }) delimiter?: string | null;
  @Field(() => String, { nullable: true }) sheet?: string | null;
  @Field(() => Int, { nullable: true }) headerRow?: number | null;
  @Field(() => [ImportColumnInput]) columns!: ImportColumnInput[];
  @Field(() => JSONScalar, { nullable: true }) constants?: unknown;
  @Field(() => ImportModes, { defaultValue: 'CREATE' }) mode!: ImportMode;
  @Field(() => String, {
    nullable: true,
    description: 'externalId, number, email or login, where records are updated.',
  })
  matchBy?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'An empty cell clears the value; otherwise it leaves it.',
  })
  clearEmpty?: boolean | null;
  @Field(() => String, { nullable: true, description: 'A name to keep this mapping by.' })
  saveAs?: string | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const WORKING: readonly string[] = ['CHECKING', 'RUNNING'];

export function toImportJob(job: ImportJob): ImportJobType {
  const { encoding, delimiter, sheet, headerRow } = job.how as unknown as HowRead;
  const kind = job.kind as ImportKind;
  const constants = job.constants as Record<string, string>;
  const counts = job.counts as Counts;
  const among = (...states: (keyof Counts)[]) =>
    states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const errors = among('ERROR', 'REJECTED');
  const status = job.status as ImportStatus;
  const until = job.endedAt && new Date(job.endedAt.getTime() + UNDOABLE_DAYS * DAY_MS);
  const undoable = until !== null && until > new Date() && hasUndo({ kind, status, counts });
  const ofStep = job.undoing ? among('CREATED', 'UPDATED', 'UNDONE', 'KEPT') : job.total;
  return Object.assign(new ImportJobType(), {
    encoding,
    delimiter,
    sheet,
    headerRow,
    kind,
    constants,
    id: job.id,
    partnerId: job.partnerId,
    status,
    fileName: job.fileName,
    kit: job.kit as Kit | null,
    sheets: job.sheets as string[],
    columns: (job.columns as unknown as JobColumn[]).map((column, index) => ({
      index,
      heading: column.heading,
      samples: column.samples,
      target: column.target,
      constant: null,
      default: column.default ?? null,
      valueMap: column.valueMap ?? null,
      question: questionOf(kind, column, column),
      format: column.format ?? null,
      joinWith: column.joinWith ?? null,
      unmapped: unmappedOf(kind, column, column),
    })),
    mode: job.mode as ImportMode,
    matchBy: job.matchBy === 'customer' ? 'externalId' : job.matchBy,
    clearEmpty: job.clearEmpty,
    setAside: job.setAside,
    progress: WORKING.includes(job.status)
      ? Math.min(1, ofStep ? job.settled / ofStep : 0)
      : job.status === 'UPLOADED' || job.status === 'MAPPED'
        ? 0
        : 1,
    failure: job.failure,
    fingerprint: job.fingerprint,
    createdAt: job.createdAt,
    createdBy: job.createdBy,
    total: job.total,
    creates: among('CREATE', 'CREATED'),
    updates: among('UPDATE', 'UPDATED'),
    unchanged: among('SAME'),
    undoableUntil: undoable ? until : null,
    undoing: job.undoing,
    undone: among('UNDONE'),
    kept: among('KEPT'),
    errors,
    warnings: among('WARNED'),
    rejectedUrl: errors && job.status !== 'CHECKING' ? `/imports/${job.id}/rejected.csv` : null,
  });
}

export function toImportRow(row: ImportRow): ImportRowType {
  return Object.assign(new ImportRowType(), {
    line: row.line,
    values: row.cells as string[],
    errors: row.errors,
    warnings: row.warnings,
    result: row.state === 'NEW' ? null : row.state,
    // what would be made is not there yet
    recordId: row.state === 'CREATE' ? null : row.recordId,
  });
}
