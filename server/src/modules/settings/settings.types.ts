import { Field, InputType, ObjectType } from 'type-graphql';
import { CUSTOMER_BILLING, FINANCE } from '@backhaul/domain/settings/finance';
import { PAYMENT_METHODS } from '@backhaul/domain/settlement/paymentMethod';
import {
  enumOf,
  settingsInput,
  settingsObject,
  SettingProvenanceType,
} from '../../kit/inheritance.types.ts';

export const PaymentMethod = enumOf('PaymentMethod', PAYMENT_METHODS);
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** The settings that a customer may have on its own too. */
export const CommonBilling = settingsObject(CUSTOMER_BILLING);
export const CommonBillingInput = settingsInput(CUSTOMER_BILLING);

@ObjectType('FinanceSettings')
export class FinanceSettingsType extends settingsObject(FINANCE, {
  receiptNumberFormat: [
    'overridden',
    Field(() => [String], {
      description: 'Names of the settings set at this partner itself rather than inherited.',
    }),
  ],
}) {
  overridden!: string[];
  @Field(() => [SettingProvenanceType]) provenance!: SettingProvenanceType[];
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
}

/** null: inherit again. */
@InputType()
export class FinanceSettingsInput extends settingsInput(FINANCE) {}
