import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { BANK_FORMATS } from '@backhaul/domain/bank/entry';
import { PAIRING_RULES } from '@backhaul/domain/bank/pairing';
import { TRANSACTION_KINDS } from '@backhaul/domain/bank/returns';
import { connectionType } from '../../kit/connection.ts';
import { enumOf } from '../../kit/inheritance.types.ts';
import { DateScalar, DateTimeScalar, DecimalScalar, JSONScalar } from '../../kit/scalars.ts';
import type { KeptSuggestion } from './suggestions.ts';

export const BankFormat = enumOf('BankFormat', BANK_FORMATS);
export const BankTransactionKind = enumOf('BankTransactionKind', TRANSACTION_KINDS);
const PairingRule = enumOf('PairingRule', PAIRING_RULES);
const FILE_STATUSES = ['READING', 'DONE', 'FAILED', 'UNDONE'] as const;
const BankFileStatus = enumOf('BankFileStatus', FILE_STATUSES);
const STATUSES = [
  'SUGGESTED',
  'UNMATCHED',
  'POSSIBLE_DUPLICATE',
  'AWAITING_DETAILS',
  'POSTED',
  'IGNORED',
  'OUTGOING',
] as const;
export const BankTransactionStatus = enumOf('BankTransactionStatus', STATUSES);

export enum BankIdentifierKind {
  IBAN = 'IBAN',
  BIC = 'BIC',
  CREDITOR_ID = 'CREDITOR_ID',
  MANDATE_REFERENCE = 'MANDATE_REFERENCE',
  STRUCTURED_REFERENCE = 'STRUCTURED_REFERENCE',
}
registerEnumType(BankIdentifierKind, { name: 'BankIdentifierKind' });

@ObjectType('BankIdentifierCheck', {
  description: 'cleaned: as it would be stored; bic: of an IBAN, where known; problem: in words.',
})
export class BankIdentifierCheckType {
  @Field(() => Boolean) valid!: boolean;
  @Field(() => String, { nullable: true }) cleaned!: string | null;
  @Field(() => String, { nullable: true }) problem!: string | null;
  @Field(() => String, { nullable: true }) bic!: string | null;
}

@ObjectType('BankAccount')
export class BankAccountType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) iban!: string | null;
  @Field(() => String, { nullable: true }) accountNumber!: string | null;
  @Field(() => String, { nullable: true }) bic!: string | null;
  @Field(() => String) currency!: string;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
}

@InputType()
export class BankAccountInput {
  @Field(() => ID) partnerId!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) iban?: string | null;
  @Field(() => String, { nullable: true }) accountNumber?: string | null;
  @Field(() => String, { nullable: true }) bic?: string | null;
  @Field(() => String) currency!: string;
}

@ObjectType('BankWarning', {
  description:
    'code: DOES_NOT_ADD_UP, GAP, OVERLAP, ENTRY_SET_ASIDE, DATE_CORRECTED, UNKNOWN_ACCOUNT, or another.',
})
export class BankWarningType {
  @Field(() => String) code!: string;
  @Field(() => Int, { nullable: true }) line!: number | null;
  @Field(() => String) message!: string;
}

@ObjectType('BankFile')
export class BankFileType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => BankFileStatus) status!: (typeof FILE_STATUSES)[number];
  @Field(() => BankFormat, { nullable: true }) format!: (typeof BANK_FORMATS)[number] | null;
  @Field(() => String, { nullable: true, description: 'Why it failed, with the line.' })
  failure!: string | null;
  @Field(() => Float, { description: '0 to 1.' }) progress!: number;
  @Field(() => Boolean, { description: 'It came again, and was read once.' })
  alreadyImported!: boolean;
  @Field(() => Int) entriesNew!: number;
  @Field(() => Int) entriesKnown!: number;
  @Field(() => [BankWarningType]) warnings!: BankWarningType[];
  @Field(() => String) createdBy!: string;
  @Field(() => DateTimeScalar) createdAt!: Date;
}

@ObjectType('BankStatement')
export class BankStatementType {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true }) number!: string | null;
  @Field(() => DateScalar) date!: string;
  @Field(() => DecimalScalar, { nullable: true }) opening!: string | null;
  @Field(() => DecimalScalar, { nullable: true }) closing!: string | null;
  @Field(() => Boolean) addsUp!: boolean;
  @Field(() => Boolean) followsOn!: boolean;
  /** For the field resolvers; not in the schema. */
  accountId!: string;
}
export const BankStatementConnection = connectionType(() => BankStatementType, 'BankStatement');

@ObjectType('PairingPart')
export class PairingPartType {
  @Field(() => DecimalScalar) amount!: string;
  /** For the field resolvers; not in the schema. */
  customerId!: string;
  invoiceIds!: string[];
}

@ObjectType('PairingSuggestion', {
  description: 'Best first. reason: in words. A split has several parts.',
})
export class PairingSuggestionType {
  @Field(() => PairingRule) rule!: (typeof PAIRING_RULES)[number];
  @Field(() => Int) confidence!: number;
  @Field(() => Boolean) fits!: boolean;
  @Field(() => String) reason!: string;
  @Field(() => [PairingPartType]) parts!: PairingPartType[];
}

@ObjectType('BankTransaction', {
  description:
    'amount: signed, positive is money in. text: the remittance information as one line.',
})
export class BankTransactionType {
  @Field(() => ID) id!: string;
  @Field(() => BankTransactionKind) kind!: (typeof TRANSACTION_KINDS)[number];
  @Field(() => BankTransactionStatus) status!: (typeof STATUSES)[number];
  @Field(() => DateScalar) bookingDate!: string;
  @Field(() => DateScalar, { nullable: true }) valueDate!: string | null;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => String) currency!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => String, { nullable: true }) iban!: string | null;
  @Field(() => String) text!: string;
  @Field(() => String, { nullable: true }) endToEndId!: string | null;
  @Field(() => String, { nullable: true }) bankReference!: string | null;
  @Field(() => String, { nullable: true }) mandateReference!: string | null;
  @Field(() => String, { nullable: true }) structuredReference!: string | null;
  @Field(() => String, { nullable: true, description: 'What the payer, or we, called the order.' })
  customerReference!: string | null;
  @Field(() => String, { nullable: true }) returnCode!: string | null;
  @Field(() => String, { nullable: true }) returnReason!: string | null;
  @Field(() => DecimalScalar, { nullable: true }) fee!: string | null;
  @Field(() => [PairingSuggestionType]) suggestions!: PairingSuggestionType[];
  @Field(() => String, { nullable: true }) postedBy!: string | null;
  @Field(() => Boolean) postedAutomatically!: boolean;
  @Field(() => String, { nullable: true }) ignoredReason!: string | null;
  /** For the field resolvers; not in the schema. */
  accountId!: string;
  returnsPayment!: string | null;
  kept!: KeptSuggestion[];
}
export const BankTransactionConnection = connectionType(
  () => BankTransactionType,
  'BankTransaction',
);

@ObjectType('SkippedEntry', { description: 'An entry that is there already.' })
export class SkippedEntryType {
  @Field(() => ID) id!: string;
  @Field(() => Int, { nullable: true }) line!: number | null;
  @Field(() => DateScalar) bookingDate!: string;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => String) text!: string;
  /** For the field resolvers; not in the schema. */
  sameAsId!: string;
}

@InputType({ description: 'Without invoiceIds: oldest due first.' })
export class PairingPartInput {
  @Field(() => ID) customerId!: string;
  @Field(() => DecimalScalar) amount!: string;
  @Field(() => [ID], { nullable: true }) invoiceIds?: string[] | null;
}

@InputType()
export class BankTransactionFilter {
  @Field(() => ID, { nullable: true }) bankAccountId?: string | null;
  @Field(() => ID, { nullable: true }) fileId?: string | null;
  @Field(() => BankTransactionStatus, { nullable: true }) status?: (typeof STATUSES)[number] | null;
  @Field(() => BankTransactionKind, { nullable: true })
  kind?: (typeof TRANSACTION_KINDS)[number] | null;
  @Field(() => Boolean, { nullable: true, description: 'Those that wait for a person.' })
  waiting?: boolean | null;
  @Field(() => String, { nullable: true }) search?: string | null;
  @Field(() => DateScalar, { nullable: true }) bookingDateFrom?: string | null;
  @Field(() => DateScalar, { nullable: true }) bookingDateTo?: string | null;
}

@ObjectType('CsvMapping')
export class CsvMappingType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => JSONScalar) mapping!: unknown;
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
}

@InputType({
  description:
    'Columns by their header or 1-based number: bookingDate, amount | debit + credit | amount + sign, currency, name, iban, ' +
    'text [..], endToEndId, bankReference, balance; delimiter, encoding, decimalSign, dateFormat (DD.MM.YYYY and the like), ' +
    'skipLines; one flat object.',
})
export class CsvMappingInput {
  @Field(() => ID) partnerId!: string;
  @Field(() => String) name!: string;
  @Field(() => JSONScalar) mapping!: unknown;
}
