import { v7 as uuid } from 'uuid';
import { lineAmount } from '@backhaul/domain/money/limits';
import { whyMissing, type Frame, type PartnerPlace } from './frame.ts';
import { fieldReader, type FieldReader } from './customFields.import.ts';
import { insertOffers, insertTariffs, type NewTariff } from './newTariffs.store.ts';
import { good, refuse, type ParsedRow } from './parseRows.ts';
import type { TariffRow } from './rows.ts';
import { canonical, namedRates, plainRates, readRate, type NamedRate } from './taxRates.import.ts';
import { got } from '../../platform/must.ts';

type Row = ParsedRow<TariffRow>;
/**
 * Adds the tariffs of a file, owned by the operator unless they say by whom, and offered to the
 * partners named, with the tax rates they need. Refuses unknown partners, partners of another
 * currency and codes given twice. Returns how many were there already.
 */
export async function importTariffs(
  frame: Frame,
  rows: readonly Row[],
): Promise<{ skipped: number; write(): Promise<void> }> {
  const lines = new Map<string, number>();
  const reader = await fieldReader(frame, 'TARIFF');
  const create: NewTariff[] = [];
  let skipped = 0;
  for (const row of good(rows)) {
    const { record, value } = row;
    const key = `${value.owner ?? 1} ${value.code}`;
    const first = lines.get(key);
    if (first !== undefined) {
      refuse(record, 'code', `${value.code} is given already on line ${first}`);
      continue;
    }
    lines.set(key, record.line);
    const owner = value.owner === null ? frame.operator : frame.partners.get(value.owner);
    if (!owner) {
      refuse(record, 'owner', whyMissing(frame, 'partners.csv', 'partner', value.owner!));
      continue;
    }
    for (const column of ['price', 'setup_fee', 'activation_fee', 'cancellation_fee'] as const)
      if (lineAmount(value[column] ?? '0', '1', value.currency) === null)
        refuse(record, column, 'is more than a line may be');
    const partners = partnersOf(frame, value, (reason) => refuse(record, 'partners', reason));
    if (record.faults.length) continue;
    const there = frame.tariffs.get(value.code) ?? [];
    const same = there.find((tariff) => tariff.ownerId === owner.id);
    if (same) {
      record.there = same.id;
      skipped += 1;
      continue;
    }
    const fields = reader.read(row, owner.path);
    const rate = rateOf(frame, row);
    if (record.faults.length) continue;
    const made: NewTariff = {
      id: uuid(),
      row: value,
      owner,
      partners,
      parts: [],
      record,
      fields,
      rate,
    };
    record.made = made.id;
    create.push(made);
    frame.tariffs.set(value.code, [
      ...there,
      {
        id: made.id,
        code: value.code,
        kind: value.kind,
        name: value.name,
        currency: value.currency,
        price: value.price,
        ownerId: owner.id,
        partnerIds: new Set(partners.map((partner) => partner.id)),
      },
    ]);
  }
  await reader.compare(
    create.map(({ record, owner, fields }) => ({ record, path: owner.path, fields })),
  );
  const named = await namedRates(
    frame,
    create.flatMap(({ rate, record }) =>
      rate ? { rate, fault: (reason: string) => refuse(record, 'tax_rate', reason) } : [],
    ),
  );
  forgetRefused(frame, create);
  for (const tariff of create) tariff.parts = partsOf(frame, tariff);
  forgetRefused(frame, create);
  return {
    skipped,
    write: () =>
      write(
        frame,
        { reader, named },
        create.filter(({ record }) => !record.faults.length),
      ),
  };
}

/** The rate that a row says whole; null where it says a percent, or nothing. */
function rateOf(frame: Frame, { record, value }: Row): NamedRate | null {
  if (!value.tax_rate) return null;
  if (value.tax_percent !== null)
    refuse(record, 'tax_percent', 'stays empty where tax_rate says what is taken');
  const rate = readRate(frame, value.tax_rate);
  if (typeof rate !== 'string') return rate;
  refuse(record, 'tax_rate', rate);
  return null;
}

/** Nobody refers to what is not imported. */
function forgetRefused(frame: Frame, create: readonly NewTariff[]): void {
  for (const { id, record, row } of create)
    if (record.faults.length)
      frame.tariffs.set(
        row.code,
        got(frame.tariffs, row.code).filter((tariff) => tariff.id !== id),
      );
}

/** The tariffs that a bundle consists of, in their order; of this file or there before. */
function partsOf(frame: Frame, { row, record }: NewTariff): string[] {
  const named = row.bundle ?? [];
  if (named.length && row.kind !== 'BUNDLE')
    refuse(record, 'bundle', 'has parts only where the kind is BUNDLE');
  return named.flatMap(({ code, owner }) => {
    const ownerId = owner === null ? null : frame.partners.get(owner)?.id;
    const part = frame.tariffs
      .get(code)
      ?.find((tariff) => ownerId === null || tariff.ownerId === ownerId);
    if (!part) refuse(record, 'bundle', whyMissing(frame, 'tariffs.csv', 'tariff', code));
    else if (part.kind === 'BUNDLE')
      refuse(record, 'bundle', `may not hold another bundle, ${code}`);
    else if (part.currency !== row.currency)
      refuse(record, 'bundle', `holds ${code}, which is in ${part.currency}`);
    return part ? [part.id] : [];
  });
}

function partnersOf(frame: Frame, row: TariffRow, fault: (reason: string) => void): PartnerPlace[] {
  const partners: PartnerPlace[] = [];
  for (const text of new Set(row.partners.split('|').map((each) => each.trim()))) {
    const partner = /^\d{1,6}$/.test(text) ? frame.partners.get(Number(text)) : undefined;
    if (!partner) fault(whyMissing(frame, 'partners.csv', 'partner', text || '(empty)'));
    else if (partner.currency !== row.currency)
      fault(
        `partner ${partner.number} bills in ${partner.currency}, the tariff is in ${row.currency}`,
      );
    else partners.push(partner);
  }
  return partners;
}

async function write(
  frame: Frame,
  { reader, named }: { reader: FieldReader; named: Awaited<ReturnType<typeof namedRates>> },
  create: readonly NewTariff[],
): Promise<void> {
  const plain = await plainRates(
    frame,
    create.flatMap(({ row }) => row.tax_percent ?? []),
  );
  const taxed: (NewTariff & { taxRateId: string | null | undefined })[] = [];
  for (const tariff of create) {
    const { tax_percent: percent } = tariff.row;
    const taxRateId = tariff.rate
      ? await named.idOf(tariff.rate)
      : percent === null
        ? null
        : plain.get(canonical(percent));
    taxed.push({ ...tariff, taxRateId });
  }
  await insertTariffs(frame, taxed);
  await reader.write(
    create.map(({ id, owner, fields }) => ({
      id,
      partnerId: owner.id,
      partnerPath: owner.path,
      fields,
    })),
  );
  await insertOffers(frame, create);
}
