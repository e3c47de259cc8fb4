import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Prices } from '@backhaul/domain/charging/prices';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { Tariff } from '../../generated/prisma/client.ts';
import { connectionType } from '../../kit/connection.ts';
import { DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import { CustomFieldFilter } from '../fields/index.ts';
import { stored } from '../../kit/stored.ts';
import { priceText } from './price.ts';

export enum TariffKind {
  INTERNET = 'INTERNET',
  VOICE = 'VOICE',
  RECURRING = 'RECURRING',
  ONE_TIME = 'ONE_TIME',
  BUNDLE = 'BUNDLE',
}
registerEnumType(TariffKind, { name: 'TariffKind' });

@ObjectType('Tariff')
export class TariffType {
  @Field(() => ID) id!: string;
  @Field(() => TariffKind) kind!: TariffKind;
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'All its partners bill in it.' }) currency!: string;
  @Field(() => Boolean) taxIncluded!: boolean;
  @Field(() => DecimalScalar) setupFee!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'Once, with the first charge.' })
  activationFee!: string | null;
  @Field(() => Int, { nullable: true, description: 'How long a service of it holds at least.' })
  minimumMonths!: number | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'For a service that ends sooner.' })
  cancellationFee!: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Of customers who pay ahead: a period of so many days instead of a month.',
  })
  periodDays!: number | null;
  @Field(() => Boolean) archived!: boolean;
  @Field(() => Boolean, { description: 'Customers may change to it by themselves.' })
  portalSelectable!: boolean;
  /** For the field resolvers; not in the schema. */
  taxRateId!: string | null;
  partnerId!: string;
  partnerPath!: string;
  prices!: Prices;
  storedFields!: FieldValues;
  bundleIds!: readonly string[];
}

export const TariffConnection = connectionType(() => TariffType, 'Tariff');

@InputType()
export class TariffInput {
  @Field(() => TariffKind) kind!: TariffKind;
  @Field(() => String) name!: string;
  @Field(() => DecimalScalar) price!: string;
  @Field(() => String, { nullable: true, description: "Default: the viewer's partner's." })
  currency?: string | null;
  @Field(() => ID, { nullable: true }) taxRateId?: string | null;
  @Field(() => Boolean, { nullable: true }) taxIncluded?: boolean | null;
  @Field(() => [ID]) partnerIds!: string[];
  @Field(() => DecimalScalar, { nullable: true }) setupFee?: string | null;
  @Field(() => Boolean, { nullable: true }) portalSelectable?: boolean | null;
  @Field(() => [ID], { nullable: true, description: 'The tariffs of its parts; of a BUNDLE only.' })
  bundle?: string[] | null;
  @Field(() => DecimalScalar, { nullable: true }) activationFee?: string | null;
  @Field(() => Int, { nullable: true }) minimumMonths?: number | null;
  @Field(() => DecimalScalar, { nullable: true }) cancellationFee?: string | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'Of customers who pay ahead: a period of so many days, for the price, instead of a month.',
  })
  periodDays?: number | null;
  @Field(() => JSONScalar, { nullable: true }) customFields?: unknown;
}

@InputType()
export class TariffFilter {
  @Field(() => String, { nullable: true }) search?: string | null;
  @Field(() => ID, { nullable: true }) partnerId?: string | null;
  @Field(() => TariffKind, { nullable: true }) kind?: TariffKind | null;
  @Field(() => Boolean, { nullable: true }) archived?: boolean | null;
  @Field(() => [CustomFieldFilter], { nullable: true }) customFields?: CustomFieldFilter[] | null;
}

export function toTariff(row: Tariff): TariffType {
  const { id, name, currency, taxIncluded, taxRateId, partnerId, partnerPath } = row;
  return Object.assign(new TariffType(), {
    id,
    name,
    currency,
    taxIncluded,
    taxRateId,
    partnerId,
    partnerPath,
    storedFields: row.customFields as FieldValues,
    kind: row.kind as TariffKind,
    archived: row.archivedAt !== null,
    portalSelectable: row.portalSelectable,
    bundleIds: row.bundle,
    activationFee: row.activationFee && priceText(row.activationFee.toFixed(4), currency),
    minimumMonths: row.minimumMonths,
    periodDays: row.periodDays,
    cancellationFee: row.cancellationFee && priceText(row.cancellationFee.toFixed(4), currency),
    prices: { price: row.price.toFixed(4), earlier: stored<Prices['earlier']>(row.earlierPrices) },
    setupFee: priceText(row.setupFee.toFixed(4), currency),
  });
}
