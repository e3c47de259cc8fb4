import { euCountry } from '@backhaul/domain/text/euCountries';
import { vatIdProblem } from '@backhaul/domain/text/vatId';
import type { App } from '../../kit/app.ts';
import { countedUse } from '../../kit/attempts.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { conflict } from '../../platform/refusal.ts';
import { askVies, ViesUnavailable, type ViesAnswer } from '../../platform/vies.ts';
import { audit } from '../../tenancy/audit.ts';
import { loadIssuer } from '../company/index.ts';
import { lockedCustomer } from '../customers/index.ts';
import { insertCheck, type VatCheck } from './vatChecks.store.ts';

/** How often somebody may have the register asked in 15 minutes: it bars whoever asks too much. */
const QUESTIONS = 60;

/** Whether the register can be asked about a number: it knows those of the European Union. */
export function isCheckable(app: App, vatId: string | null): boolean {
  return app.config.viesUrl !== null && vatId !== null && euCountry(vatId.slice(0, 2)) !== null;
}

/**
 * Asks the register of the European Union about a customer's VAT number and keeps the answer.
 * Refuses NOT_FOUND outside the scope, CONFLICT with NO_VAT_ID, NOT_SET_UP or UNAVAILABLE, and
 * RATE_LIMITED. Nothing is decided by the answer.
 */
export async function checkVatId(app: App, viewer: Viewer, customerId: string): Promise<VatCheck> {
  const { vatId, requester } = await app.boundary.inSql(viewer.scope, async (sql) => {
    const customer = await lockedCustomer(sql, customerId);
    const { vatId: own } = await loadIssuer(sql, customer.partnerId);
    return {
      vatId: customer.vatId,
      requester:
        own && vatIdProblem(own) === null && euCountry(own.slice(0, 2)) ? parted(own) : null,
    };
  });
  if (vatId === null || !euCountry(vatId.slice(0, 2)))
    throw conflict(
      'NO_VAT_ID',
      'The register knows VAT numbers of the European Union, and this customer has none.',
    );
  const { viesUrl } = app.config;
  if (viesUrl === null)
    throw conflict('NOT_SET_UP', 'The VAT register is not asked here: the operator sets VIES_URL.');
  await countedUse(
    app,
    `vat-check:${viewer.id}`,
    QUESTIONS,
    'The register was asked too often. Wait 15 minutes, then try again.',
  );
  const answer = await askRegister(viesUrl, { ...parted(vatId), requester });
  return app.boundary.inSql(viewer.scope, async (sql) => {
    const customer = await lockedCustomer(sql, customerId);
    const check = await insertCheck(sql, {
      ...answer,
      customerId,
      vatId,
      checkedBy: sql.scope.actor.name,
    });
    await audit(sql, {
      action: 'check-vat-number',
      entity: 'customer',
      entityId: customerId,
      partner: { id: customer.partnerId, path: customer.partnerPath },
      after: { vatId, ...answer },
    });
    return check;
  });
}

const parted = (vatId: string) => ({ country: vatId.slice(0, 2), number: vatId.slice(2) });

async function askRegister(
  url: string,
  question: Parameters<typeof askVies>[1],
): Promise<ViesAnswer> {
  try {
    return await askVies(url, question);
  } catch (error) {
    if (error instanceof ViesUnavailable) throw conflict('UNAVAILABLE', error.message);
    throw error;
  }
}
