import { COMPANY, type CompanyOverrides } from '@backhaul/domain/settings/company';
import { readableOnPaper } from '@backhaul/domain/text/colour';
import type { Context } from '../../kit/context.ts';
import { chainsOf, loadChain, type Home, type Link } from '../../kit/inheritance.store.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { portalAddresses } from '../partners/index.ts';
import {
  missingOf,
  nameFromAbove,
  NO_TAX_NUMBER,
  resolveCompany,
  type Issuer,
  type PartnerLook,
} from './company.values.ts';
import { got } from '../../platform/must.ts';

export const COMPANY_HOME: Home<typeof COMPANY.settings> = {
  family: COMPANY,
  table: 'company_setting',
  inherited: 'inherited_company',
  entity: 'company-details',
  topic: 'finance',
};
type CompanyLink = Link<CompanyOverrides>;

/** The chain of company details above and at a partner, root first; one statement per level of an answer. */
export function loadCompanyChain(ctx: Context, partnerId: string): Promise<CompanyLink[]> {
  return loadChain<CompanyLink>(ctx, COMPANY_HOME, partnerId);
}

/** The same of partners inside the scope. */
export function loadCompanyChains(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, CompanyLink[]>> {
  return chainsOf<CompanyLink>(sql, COMPANY_HOME, partnerIds);
}

/** The same of the partner at a place of the tree, and of all below it. */
export async function companyChainsBelow(
  sql: ScopedSql,
  path: string,
): Promise<Map<string, CompanyLink[]>> {
  const partners = await sql.rows<{ id: string }>(
    'select id::text from partner where path >= $1 and path < $1 || chr(1114111) order by path',
    [path],
  );
  return loadCompanyChains(
    sql,
    partners.map(({ id }) => id),
  );
}

interface Look extends PartnerLook {
  id: string;
  path: string;
  number: number;
}

/** Who issues the documents of each partner inside the scope, as it is now. */
export async function loadIssuers(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, { path: string; issuer: Issuer }>> {
  const ids = [...new Set(partnerIds)];
  const partners = await sql.rows<Look>(
    `select id, path, number, name,
      support_email "supportEmail", support_phone "supportPhone"
    from partner
    where id = any($1::uuid[])`,
    [ids],
  );
  const chains = await loadCompanyChains(sql, ids);
  const portals = await portalAddresses(sql, ids);
  return new Map(
    partners.map((partner) => {
      const portalUrl = got(portals, partner.id);
      const { taxNumber, colour, ...company } = resolveCompany(
        partner,
        (chains.get(partner.id) ?? []).map((link) => link.values),
      );
      return [
        partner.id,
        {
          path: partner.path,
          issuer: {
            ...company,
            // here, and not where it is drawn: what is issued keeps the colour that it was printed with
            colour: readableOnPaper(colour),
            ...(taxNumber && taxNumber.toLowerCase() !== NO_TAX_NUMBER ? { taxNumber } : {}),
            partnerName: partner.name,
            partnerNumber: String(partner.number),
            portalUrl,
          },
        },
      ];
    }),
  );
}

/** What there is to say of a partner's company details before it issues a document. */
export interface DetailsCheck {
  /** What they lack, in words. */
  missing: string[];
  /** The company above in whose name the documents are issued; null: none. */
  nameFromAbove: string | null;
}

/** The same of partners inside the scope. */
export async function checkDetails(
  sql: ScopedSql,
  partnerIds: readonly string[],
): Promise<Map<string, DetailsCheck>> {
  const chains = await loadCompanyChains(sql, partnerIds);
  return new Map(
    [...chains].map(([id, links]) => [
      id,
      {
        missing: missingOf(links.map((link) => link.values)),
        nameFromAbove: nameFromAbove(id, links),
      },
    ]),
  );
}

/** The same of one partner that is there. */
export async function loadIssuer(sql: ScopedSql, partnerId: string): Promise<Issuer> {
  const found = (await loadIssuers(sql, [partnerId])).get(partnerId);
  if (!found) throw new Error(`there is no partner ${partnerId} in this scope`);
  return found.issuer;
}
