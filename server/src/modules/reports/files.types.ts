import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../kit/scalars.ts';
import { JobStatus } from '../mass/index.ts';
import type { StoredFile } from './files.store.ts';

export enum FileFormat {
  CSV = 'CSV',
  XLSX = 'XLSX',
  PDF = 'PDF',
  ZIP = 'ZIP',
  JSON_LINES = 'JSON_LINES',
}
registerEnumType(FileFormat, { name: 'FileFormat' });

@ObjectType('FileJob', {
  description: 'A file that is made in the background, for who ordered it.',
})
export class FileJobType {
  @Field(() => ID) id!: string;
  @Field(() => JobStatus) status!: JobStatus;
  @Field(() => Float, { description: 'From 0 to 1.' }) progress!: number;
  @Field(() => Int, { nullable: true }) rowCount!: number | null;
  @Field(() => String, { nullable: true, description: 'Where it is had, once it is made.' })
  url!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) expiresAt!: Date | null;
  @Field(() => String, { nullable: true }) error!: string | null;
}

export function toFileJob(file: StoredFile): FileJobType {
  const { id, status, rowCount, rowsDone, expiresAt, error } = file;
  const done = status === 'DONE';
  return Object.assign(new FileJobType(), {
    id,
    status: JobStatus[status],
    progress: done ? 1 : rowCount ? Math.min(rowsDone / rowCount, 0.99) : 0,
    rowCount,
    url: done ? `/downloads/reports/${id}` : null,
    expiresAt: done ? expiresAt : null,
    error,
  });
}
