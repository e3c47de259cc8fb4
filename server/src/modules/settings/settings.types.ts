import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, DecimalScalar, JSONScalar } from '../../kit/scalars.ts';

export enum PaymentPeriodKind {
  PREPAID = 'PREPAID',
  POSTPAID = 'POSTPAID',
}
registerEnumType(PaymentPeriodKind, { name: 'PaymentPeriodKind' });
export enum TaxRounding {
  PER_DOCUMENT = 'PER_DOCUMENT',
  PER_LINE = 'PER_LINE',
}
registerEnumType(TaxRounding, { name: 'TaxRounding' });
export enum DocumentDateRule {
  BILLING_DATE = 'BILLING_DATE',
  ISSUE_DATE = 'ISSUE_DATE',
}
registerEnumType(DocumentDateRule, { name: 'DocumentDateRule' });
export enum PaymentMethod {
  CASH = 'CASH',
  BANK_TRANSFER = 'BANK_TRANSFER',
  CARD = 'CARD',
  REFILL_CARD = 'REFILL_CARD',
  DIRECT_DEBIT = 'DIRECT_DEBIT',
  OTHER = 'OTHER',
}
registerEnumType(PaymentMethod, { name: 'PaymentMethod' });
export enum SettingOrigin {
  BUILT_IN = 'BUILT_IN',
  INHERITED = 'INHERITED',
  HERE = 'HERE',
}
registerEnumType(SettingOrigin, { name: 'SettingOrigin' });

@ObjectType('SettingProvenance', {
  description: "originName: the ancestor's name where the viewer may see it, else null.",
})
export class SettingProvenanceType {
  @Field(() => String) key!: string;
  @Field(() => SettingOrigin) origin!: SettingOrigin;
  @Field(() => String, { nullable: true }) originName!: string | null;
  @Field(() => String, { nullable: true }) setBy!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) setAt!: Date | null;
  @Field(() => JSONScalar, {
    nullable: true,
    description: 'What the setting would be if it were not set here.',
  })
  inheritedValue!: unknown;
}

/** The settings that a customer may have on its own too. */
@ObjectType()
export abstract class CommonBilling {
  @Field(() => Boolean) billingEnabled!: boolean;
  @Field(() => PaymentPeriodKind) paymentPeriod!: PaymentPeriodKind;
  @Field(() => Int) prepaidMonths!: number;
  @Field(() => Int) billingDay!: number;
  @Field(() => Int) paymentDueDays!: number;
  @Field(() => Boolean) blockingEnabled!: boolean;
  @Field(() => Int) blockingPeriodDays!: number;
  @Field(() => Boolean) deactivationEnabled!: boolean;
  @Field(() => Int) deactivationDays!: number;
  @Field(() => DecimalScalar) minimumBalance!: string;
  @Field(() => Boolean) autoCreateInvoices!: boolean;
  @Field(() => PaymentMethod) paymentMethod!: PaymentMethod;
}

@ObjectType('FinanceSettings')
export class FinanceSettingsType extends CommonBilling {
  @Field(() => Boolean, {
    description: 'New customers get the day they are created on (29 to 31 become 28).',
  })
  billingDayFromCreation!: boolean;
  @Field(() => TaxRounding) taxRounding!: TaxRounding;
  @Field(() => DocumentDateRule) documentDate!: DocumentDateRule;
  @Field(() => String) invoiceNumberFormat!: string;
  @Field(() => String) creditNoteNumberFormat!: string;
  @Field(() => String) proformaNumberFormat!: string;
  @Field(() => String) receiptNumberFormat!: string;
  @Field(() => [String], {
    description: 'Names of the settings set at this partner itself rather than inherited.',
  })
  overridden!: string[];
  @Field(() => Boolean) sendBillingNotifications!: boolean;
  @Field(() => Boolean) paymentCalendar!: boolean;
  @Field(() => Boolean) invoiceFutureItemsAlone!: boolean;
  @Field(() => Boolean) blockOnWeekends!: boolean;
  @Field(() => [DateScalar]) holidays!: string[];
  @Field(() => Boolean) oneTimeInvoicesCount!: boolean;
  @Field(() => [SettingProvenanceType]) provenance!: SettingProvenanceType[];
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
}

/** null: inherit again. */
@InputType()
export abstract class CommonBillingInput {
  @Field(() => Boolean, { nullable: true }) billingEnabled?: boolean | null;
  @Field(() => PaymentPeriodKind, { nullable: true }) paymentPeriod?: PaymentPeriodKind | null;
  @Field(() => Int, { nullable: true }) prepaidMonths?: number | null;
  @Field(() => Int, { nullable: true }) billingDay?: number | null;
  @Field(() => Int, { nullable: true }) paymentDueDays?: number | null;
  @Field(() => Boolean, { nullable: true }) blockingEnabled?: boolean | null;
  @Field(() => Int, { nullable: true }) blockingPeriodDays?: number | null;
  @Field(() => Boolean, { nullable: true }) deactivationEnabled?: boolean | null;
  @Field(() => Int, { nullable: true }) deactivationDays?: number | null;
  @Field(() => DecimalScalar, { nullable: true }) minimumBalance?: string | null;
  @Field(() => Boolean, { nullable: true }) autoCreateInvoices?: boolean | null;
  @Field(() => PaymentMethod, { nullable: true }) paymentMethod?: PaymentMethod | null;
}

@InputType()
export class FinanceSettingsInput extends CommonBillingInput {
  @Field(() => Boolean, { nullable: true }) billingDayFromCreation?: boolean | null;
  @Field(() => TaxRounding, { nullable: true }) taxRounding?: TaxRounding | null;
  @Field(() => DocumentDateRule, { nullable: true }) documentDate?: DocumentDateRule | null;
  @Field(() => String, { nullable: true }) invoiceNumberFormat?: string | null;
  @Field(() => String, { nullable: true }) creditNoteNumberFormat?: string | null;
  @Field(() => String, { nullable: true }) proformaNumberFormat?: string | null;
  @Field(() => String, { nullable: true }) receiptNumberFormat?: string | null;
  @Field(() => Boolean, { nullable: true }) sendBillingNotifications?: boolean | null;
  @Field(() => Boolean, { nullable: true }) paymentCalendar?: boolean | null;
  @Field(() => Boolean, { nullable: true }) invoiceFutureItemsAlone?: boolean | null;
  @Field(() => Boolean, { nullable: true }) blockOnWeekends?: boolean | null;
  @Field(() => [DateScalar], { nullable: true }) holidays?: string[] | null;
  @Field(() => Boolean, { nullable: true }) oneTimeInvoicesCount?: boolean | null;
}
