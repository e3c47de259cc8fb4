import { emailInput, idInput, textInput } from '../../kit/input.ts';
import { badInput, notFound, Refusal } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { loadFileMeta } from '../files/files.service.ts';
import { keepPrinted } from '../files/printed.ts';
import { merged } from '../settings/settings.service.ts';
import type { Provenance } from '../settings/settings.store.ts';
import { colour } from '../printing/rendering/style.ts';
import { isBic, isIban, type CompanyOverrides } from './company.values.ts';

export type CompanyInput = { [K in keyof CompanyOverrides]?: string | null };
type Check = (text: string, field: string) => string;

const plain =
  (max: number): Check =>
  (text, field) =>
    textInput(text, field, { max });
const compact =
  (is: (text: string) => boolean, problem: string): Check =>
  (text, field) => {
    const value = text.replace(/\s/g, '').toUpperCase();
    if (!is(value)) throw badInput({ [field]: problem });
    return value;
  };

const CHECKS: Record<keyof CompanyOverrides, Check> = {
  name: plain(200),
  street: plain(200),
  city: plain(100),
  zip: plain(20),
  country: plain(100),
  taxNumber: plain(50),
  email: emailInput,
  phone: plain(50),
  bankName: plain(100),
  iban: compact(isIban, 'is not an IBAN: its check digits are wrong'),
  bic: compact(isBic, 'is not a BIC of 8 or 11 characters'),
  website: (text, field) => {
    const value = textInput(text, field, { max: 200 });
    if (!/^(https?:\/\/)?[^\s/:@]+\.[^\s/:@]+(\/\S*)?$/i.test(value))
      throw badInput({ [field]: 'is not the address of a website' });
    return value;
  },
  logoFileId: idInput,
  colour: (text, field) => {
    const value = colour(textInput(text, field, { max: 20 }));
    if (!value) throw badInput({ [field]: 'must be a colour like #0f766e' });
    return value;
  },
  invoiceFooter: plain(500),
};

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

/**
 * Changes the company details that a partner sets itself; a key given as null inherits again.
 * Documents issued before keep theirs. Refuses a partner outside the scope (NOT_FOUND) and wrong
 * values, each by its name.
 */
export async function updateCompanyDetails(
  sql: ScopedSql,
  partnerId: string,
  input: CompanyInput,
): Promise<void> {
  const [partner] = await sql.rows<{ path: string }>(
    'select path from partner where id = $1 for no key update',
    [partnerId],
  );
  if (!partner) throw notFound();
  const changes: Record<string, string | null> = {};
  const wrong: Record<string, string> = {};
  for (const [key, check] of Object.entries(CHECKS)) {
    const given = input[key as keyof CompanyOverrides];
    if (given === undefined) continue;
    try {
      changes[key] =
        given === null || (given.trim() === '' && key !== 'logoFileId') ? null : check(given, key);
    } catch (error) {
      if (!(error instanceof Refusal) || !error.details.fields) throw error;
      Object.assign(wrong, error.details.fields);
    }
  }
  if (Object.keys(wrong).length) throw badInput(wrong);
  if (changes.logoFileId) await refuseUnlessLogo(sql, changes.logoFileId, partner.path);

  const [stored] = await sql.rows<{ values: CompanyOverrides; provenance: Provenance }>(
    'select "values", provenance from company_setting where partner_id = $1',
    [partnerId],
  );
  const before = (stored?.values ?? {}) as Record<string, unknown>;
  const after = merged(before, changes);
  const touched = Object.keys(changes).filter((key) => before[key] !== after[key]);
  if (!touched.length) return;
  const now = { by: sql.scope.actor.name, at: new Date().toISOString() };
  const provenance = Object.fromEntries(
    Object.keys(after).map((key) => [key, touched.includes(key) ? now : stored?.provenance[key]]),
  );
  await sql.rows(
    `insert into company_setting (partner_id, partner_path, "values", provenance) values ($1, $2, $3, $4)
    on conflict (partner_id) do update set "values" = excluded."values", provenance = excluded.provenance`,
    [partnerId, partner.path, JSON.stringify(after), JSON.stringify(provenance)],
  );
  const only = (values: Record<string, unknown>) =>
    Object.fromEntries(touched.map((key) => [key, values[key] ?? null]));
  await audit(sql, {
    action: 'update',
    entity: 'company-details',
    entityId: partnerId,
    before: only(before),
    after: only(after),
    partner: { id: partnerId, path: partner.path },
  });
  await announce(sql, { topic: 'finance', path: partner.path });
}
