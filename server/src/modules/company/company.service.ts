import { COMPANY } from '@backhaul/domain/settings/company';
import { changeSettings } from '../../kit/inheritance.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { keepPrinted, loadFileMeta } from '../files/index.ts';
import { COMPANY_HOME } from './company.store.ts';
import { accountsBefore, sayMoved, type Accounts } from './moneyPath.ts';

/** What says who somebody is, beside the name. */
const IDENTITY = COMPANY.owned;

/** A logo is a picture that the partner may show: its own, or one of those above it. */
async function refuseUnlessLogo(
  sql: ScopedSql,
  fileId: string,
  partnerPath: string,
): Promise<void> {
  const [file] = await loadFileMeta(sql, [fileId]);
  if (!file || file.customerId || !partnerPath.startsWith(file.partnerPath)) throw notFound();
  if (!file.type.startsWith('image/'))
    throw badInput({ logoFileId: 'must be a picture: PNG, JPEG, WebP or GIF' });
  if (!(await keepPrinted(sql, file)))
    throw badInput({ logoFileId: 'cannot be drawn: the picture is damaged' });
}

/** Who says where documents are from says whose they are: an identity is a partner's own, whole, or the one above. */
function refuseWithoutName(changes: Readonly<Record<string, unknown>>, after: object): void {
  const touched = ['name', ...IDENTITY].some((key) => changes[key] !== undefined);
  if (!touched || 'name' in after || !IDENTITY.some((key) => key in after)) return;
  throw badInput({
    name:
      changes.name === null
        ? 'is what the other details belong to: clear them too, and the partner above is named on documents'
        : 'is missing: these details are printed with the company name they belong to',
  });
}

/**
 * Changes the company details that a partner sets itself; a key given as null inherits again.
 * Documents issued before keep theirs; administrators are told of another bank account. Refuses a
 * partner outside the scope (NOT_FOUND) and wrong values, each by its name.
 */
export async function updateCompanyDetails(
  sql: ScopedSql,
  partnerId: string,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  let before: Accounts = new Map();
  const changed = await changeSettings(
    sql,
    COMPANY_HOME,
    partnerId,
    input,
    async ({ changes, partner, after }) => {
      refuseWithoutName(changes, after());
      if (typeof changes.logoFileId === 'string')
        await refuseUnlessLogo(sql, changes.logoFileId, partner.path);
      before = await accountsBefore(sql, partner.path, changes);
    },
  );
  if (changed) await sayMoved(sql, changed.partner.path, before);
}
