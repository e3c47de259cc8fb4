import { createHash } from 'node:crypto';
import { Refusal } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Detected } from './detected.ts';
import {
  insertContent,
  insertFile,
  sentByCustomer,
  sentByStaff,
  type FileMeta,
} from './files.store.ts';

/**
 * A file's name (browsers send quotes and line breaks in it as %22, %0D, %0A) as it is shown and
 * downloaded: no folders, no control characters, ending as its content says.
 */
export function fileName(given: string, extension: string): string {
  const base = (
    given
      .normalize('NFC')
      .replace(/%(22|0d|0a)/gi, '')
      .split(/[\\/]/)
      .at(-1) ?? ''
  )
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb<>:"|?*]/g,
      '',
    )
    .trim()
    .replace(/^\.+/, '');
  const stem =
    base
      .replace(/\.[A-Za-z0-9]{1,8}$/, '')
      .slice(0, 150)
      .replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i, '_$1')
      .replace(/[. ]+$/, '') || 'file';
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(base)?.[1]?.toLowerCase();
  const same =
    ending === extension ||
    (extension === 'jpg' && ending === 'jpeg') ||
    (extension === 'txt' && ending !== undefined && ['log', 'md', 'text'].includes(ending));
  return `${stem}.${same ? ending : extension}`;
}

const MB = 1024 * 1024;
/** What a customer may send in a day and keep in all, and what a partner's staff may send in a day. */
const CUSTOMER_DAY = 100 * MB,
  CUSTOMER_ALL = 1000 * MB,
  STAFF_DAY = 10_000 * MB;

/** Nobody fills the disk. Refuses RATE_LIMITED. */
async function refuseTooMuch(
  sql: ScopedSql,
  scope: { partnerId: string },
  customerId: string | null,
  size: number,
): Promise<void> {
  const { day, all } = await (customerId
    ? sentByCustomer(sql, customerId)
    : sentByStaff(sql, scope.partnerId));
  if (Number(day) + size > (customerId ? CUSTOMER_DAY : STAFF_DAY))
    throw new Refusal(
      'RATE_LIMITED',
      'So much was sent within a day that no more is taken; try again tomorrow.',
    );
  if (customerId && Number(all) + size > CUSTOMER_ALL)
    throw new Refusal('RATE_LIMITED', 'There is no more room for your files.');
}

/**
 * Stores a file whose type was found, for the partner (and, when a customer sends it, the customer)
 * of the scope. Refuses RATE_LIMITED.
 */
export async function storeFile(
  sql: ScopedSql,
  name: string,
  detected: Detected,
  bytes: Buffer,
): Promise<FileMeta> {
  const { scope } = sql;
  if (scope.kind === 'nobody') throw new Error('nobody stores files');
  const customerId = scope.kind === 'customer' ? scope.customerId : null;
  await refuseTooMuch(sql, scope, customerId, bytes.length);
  const file = await insertFile(sql, {
    partnerId: scope.partnerId,
    partnerPath: scope.path,
    customerId,
    name: fileName(name, detected.extension),
    type: detected.type,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest(),
    width: detected.width ?? null,
    height: detected.height ?? null,
    createdBy: scope.actor.name,
  });
  await insertContent(sql, file, bytes);
  await audit(sql, {
    action: 'upload',
    entity: 'file',
    entityId: file.id,
    after: { name: file.name, type: file.type, size: file.size },
  });
  return file;
}
