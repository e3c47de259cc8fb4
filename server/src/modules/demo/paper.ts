import type { App } from '../../kit/app.ts';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { updateCompanyDetails } from '../company/index.ts';
import { createCustomField, writeCustomFields } from '../fields/index.ts';
import { detect, drawing, storeFile } from '../files/index.ts';
import { updateNotificationSettings } from '../messages/index.ts';
import { setTemplate } from '../printing/index.ts';
import { customerOfPortal } from './demo.store.ts';
import { chanceFrom } from './random.ts';
import {
  COMPANY_DETAILS,
  DWELLINGS,
  FIELDS,
  MAIL_OF_A_RESELLER,
  VALLEYS,
  type Brand,
} from './samplePaper.ts';
import { got, must } from '../../platform/must.ts';

/**
 * What the sample's partners print and ask: their fields, company details, logos, and a mail in a
 * reseller's own words.
 */
export async function makePaper(
  app: App,
  sql: ScopedSql,
  partners: ReadonlyMap<string, string>,
): Promise<void> {
  // nobody is told about bills of a year ago
  await updateNotificationSettings(app, sql, got(partners, ''), {
    invoiceAutoSend: false,
    paymentAutoSend: false,
  });
  for (const { of, ...field } of FIELDS) await createCustomField(sql, got(partners, of), field);
  for (const { of, logo, details } of COMPANY_DETAILS) {
    await updateCompanyDetails(sql, got(partners, of), {
      ...details,
      ...(logo ? { logoFileId: await drawnLogo(sql, logo) } : {}),
    });
  }
  await setTemplate(
    sql,
    got(partners, MAIL_OF_A_RESELLER.of),
    MAIL_OF_A_RESELLER.kind,
    MAIL_OF_A_RESELLER,
  );
}

/** From now on customers get what is issued, in office hours. */
export async function tellCustomers(app: App, sql: ScopedSql, partnerId: string): Promise<void> {
  await updateNotificationSettings(app, sql, partnerId, {
    invoiceAutoSend: true,
    invoiceDelayHours: 2,
    paymentAutoSend: true,
    attachPdf: true,
    weekdays: [1, 2, 3, 4, 5],
    fromHour: 8,
    toHour: 18,
  });
}

/** Somebody has a photo; it is drawn, for the sample comes without pictures of real houses. */
export async function photographRoof(sql: ScopedSql): Promise<void> {
  const customer = await customerOfPortal(sql);
  const roof = await drawnFile(
    sql,
    'roof.png',
    `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400" viewBox="0 0 64 40"><rect width="64" height="40" fill="#bfdbfe"/><path d="M8 24 32 8l24 16v16H8z" fill="#f1f5f9"/><path d="M5 25 32 7l27 18" fill="none" stroke="#b45309" stroke-width="3"/><path d="M44 14V4m-4 1 8 6m0-6-8 6" stroke="#475569" stroke-width="1" fill="none"/></svg>`,
  );
  await writeCustomFields(sql, 'CUSTOMER', customer, { roof }, customer.fields);
}

async function drawnLogo(sql: ScopedSql, { mark, colour }: Brand): Promise<string> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="${colour}"/><path d="${mark}" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return drawnFile(sql, 'logo.png', svg);
}

async function drawnFile(sql: ScopedSql, name: string, svg: string): Promise<string> {
  const draw = await drawing();
  const bytes = await draw(Buffer.from(svg)).png().toBuffer();
  return (await storeFile(sql, name, must(await detect(bytes, name)), bytes)).id;
}

/** What is noted of a customer; not everything of everybody. */
export function fieldsOfCustomer(
  partner: string,
  index: number,
  start: LocalDate,
): Record<string, unknown> {
  const chance = chanceFrom(7000 + index);
  return {
    contract: `${(partner || 'hn').slice(0, 2).toUpperCase()}-${String(1000 + index)}`,
    signed_on: start,
    dwelling: chance.pick(DWELLINGS),
    news: chance.percent(30),
    ...(chance.percent(20)
      ? { second_phone: `+49 40 ${String(1_000_000 + chance.roll(8_999_999))}` }
      : {}),
    ...(partner === '' && chance.percent(40)
      ? {
          antenna: {
            lat: 53.5 + chance.roll(1000) / 10_000,
            lon: 9.9 + chance.roll(2000) / 10_000,
          },
        }
      : {}),
    ...(partner === 'alpen' ? { valley: chance.pick(VALLEYS) } : {}),
  };
}

/** The box at the end of a line. */
export function fieldsOfService(customerId: string): Record<string, unknown> {
  const digits = customerId.replaceAll('-', '').slice(-12).toUpperCase();
  return {
    serial: `ONU${digits}`,
    mac: `02:${digits.slice(-10).match(/../g)!.join(':')}`,
    ...(digits.endsWith('7')
      ? {
          address: `100.64.${parseInt(digits.slice(0, 2), 16)}.${1 + (parseInt(digits.slice(2, 4), 16) % 253)}`,
        }
      : {}),
  };
}
