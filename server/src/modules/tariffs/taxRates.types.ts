import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { TaxBasis as Basis } from '@backhaul/domain/money/taxGroup';
import { overTime, type TaxVersion } from '@backhaul/domain/money/taxRate';
import {
  categoryOf,
  plainPercent,
  type Taxed,
  type TaxTerms,
} from '@backhaul/domain/money/taxTerms';
import type { TaxRate } from '../../generated/prisma/client.ts';
import { fromDbDate } from '../../kit/input.ts';
import { DateScalar, DecimalScalar } from '../../kit/scalars.ts';
import { stored } from '../../kit/stored.ts';

export enum TaxCategory {
  S = 'S',
  Z = 'Z',
  E = 'E',
  AE = 'AE',
  O = 'O',
}
registerEnumType(TaxCategory, {
  name: 'TaxCategory',
  description: 'As EN 16931: standard, zero-rated, exempt, reverse charge, outside the scope.',
});

export enum TaxBasis {
  NET = 'NET',
  PREVIOUS_TAX = 'PREVIOUS_TAX',
  NET_PLUS_PREVIOUS_TAX = 'NET_PLUS_PREVIOUS_TAX',
  NET_PLUS_ALL_PREVIOUS = 'NET_PLUS_ALL_PREVIOUS',
}
registerEnumType(TaxBasis, { name: 'TaxBasis', description: 'What a tax of a group is taken on.' });

@ObjectType('TaxPart', { description: 'One tax of a group.' })
export class TaxPartType {
  @Field(() => String) name!: string;
  @Field(() => DecimalScalar) percent!: string;
  @Field(() => TaxBasis) basis!: Basis;
}

@ObjectType('TaxRateVersion', { description: 'What a rate takes from a day on.' })
export class TaxRateVersionType {
  @Field(() => DecimalScalar, { description: 'Of the whole, with all its digits.' })
  percent!: string;
  @Field(() => [TaxPartType], { description: 'The taxes of a group, in their order.' })
  parts!: TaxPartType[];
  @Field(() => Boolean) exempt!: boolean;
  @Field(() => String, { nullable: true, description: 'Why nothing is taken, as printed.' })
  exemptReason!: string | null;
  @Field(() => TaxCategory) category!: TaxCategory;
  @Field(() => DateScalar, { nullable: true, description: 'Its first day; null: it always held.' })
  validFrom!: string | null;
}

@ObjectType('TaxRate', {
  description:
    'Belongs to a partner and is usable by it and everything below it. Its own fields are those of its latest version, a planned one included.',
})
export class TaxRateType extends TaxRateVersionType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => [TaxRateVersionType], { description: 'First to last.' })
  versions!: TaxRateVersionType[];
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
}

@InputType()
export class TaxPartInput {
  @Field(() => String) name!: string;
  @Field(() => DecimalScalar) percent!: string;
  @Field(() => TaxBasis) basis!: TaxBasis;
}

@InputType()
export class TaxRateInput {
  @Field(() => ID, { nullable: true, description: "Default: the viewer's." }) partnerId?:
    | string
    | null;
  @Field(() => String) name!: string;
  @Field(() => DecimalScalar, { description: 'Beside parts it is ignored.' }) percent!: string;
  @Field(() => [TaxPartInput], { nullable: true, description: 'A group of taxes, in order.' })
  parts?: TaxPartInput[] | null;
  @Field(() => Boolean, { nullable: true }) exempt?: boolean | null;
  @Field(() => String, { nullable: true }) exemptReason?: string | null;
  @Field(() => TaxCategory, {
    nullable: true,
    description: 'Default: by the percent, and E where it is exempt.',
  })
  category?: TaxCategory | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day; of a change where it is left out, today.',
  })
  validFrom?: string | null;
}

/** A stored rate with all that it ever took, first to last. */
export function versionsOf(
  rate: Pick<TaxRate, 'percent' | 'terms' | 'validFrom' | 'earlier'>,
): TaxVersion[] {
  const taxTerms = stored<TaxTerms | null>(rate.terms);
  return [
    ...stored<TaxVersion[]>(rate.earlier),
    {
      from: rate.validFrom && fromDbDate(rate.validFrom),
      taxPercent: plainPercent(rate.percent.toFixed()),
      ...(taxTerms && { taxTerms }),
    },
  ];
}

function versionType(taxed: Taxed, from: string | null): TaxRateVersionType {
  const { parts = [], reason } = taxed.taxTerms ?? {};
  const category = TaxCategory[categoryOf(taxed)];
  return Object.assign(new TaxRateVersionType(), {
    percent: plainPercent(taxed.taxPercent),
    parts: parts.map(({ name, percent, basis }) => ({ name: name ?? '', percent, basis })),
    exempt: category === TaxCategory.E,
    exemptReason: reason ?? null,
    category,
    validFrom: from,
  });
}

export function toTaxRate(row: TaxRate): TaxRateType {
  const versions = versionsOf(row);
  const { from } = versions[versions.length - 1];
  return Object.assign(new TaxRateType(), versionType(overTime(versions), from), {
    id: row.id,
    name: row.name,
    versions: versions.map((each) => versionType(each, each.from)),
    partnerId: row.partnerId,
  });
}
