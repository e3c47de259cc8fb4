import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { must } from '../../platform/must.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { checkDetails } from '../company/index.ts';
import { firstFacts } from './firstDay.store.ts';

export enum FirstDayStepKind {
  COMPANY = 'COMPANY',
  TAX_RATE = 'TAX_RATE',
  TARIFF = 'TARIFF',
  CUSTOMER = 'CUSTOMER',
  SERVICE = 'SERVICE',
  PREVIEW = 'PREVIEW',
}
registerEnumType(FirstDayStepKind, { name: 'FirstDayStepKind' });

@ObjectType('FirstDayStep')
export class FirstDayStepType {
  @Field(() => FirstDayStepKind) kind!: FirstDayStepKind;
  @Field(() => Boolean) done!: boolean;
}

@ObjectType('FirstDay', { description: 'What lies between a new partner and its first bill.' })
export class FirstDayType {
  @Field(() => Boolean, {
    description: 'Nobody said yet what its currency and time zone are, and nothing is sold yet.',
  })
  asksPlace!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'The company above in whose name its invoices are issued as things are.',
  })
  companyFromAbove!: string | null;
  @Field(() => [FirstDayStepType]) steps!: FirstDayStepType[];
}

/** What a partner has still to do before its first bill, told by what is there; null once a run billed somebody. */
export async function firstDay(sql: ScopedSql, partnerId: string): Promise<FirstDayType | null> {
  const { billed, placeSettled, ...there } = await firstFacts(sql, partnerId);
  if (billed) return null;
  const { missing, nameFromAbove } = must((await checkDetails(sql, [partnerId])).get(partnerId));
  return {
    asksPlace: !placeSettled && !there.tariff && !there.customer,
    companyFromAbove: nameFromAbove,
    steps: [
      // who bills in the name of a partner above has not said who it is
      { kind: FirstDayStepKind.COMPANY, done: missing.length === 0 && nameFromAbove === null },
      { kind: FirstDayStepKind.TAX_RATE, done: there.taxRate },
      { kind: FirstDayStepKind.TARIFF, done: there.tariff },
      { kind: FirstDayStepKind.CUSTOMER, done: there.customer },
      { kind: FirstDayStepKind.SERVICE, done: there.service },
      { kind: FirstDayStepKind.PREVIEW, done: there.preview },
    ],
  };
}
