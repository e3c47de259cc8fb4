import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { creditNoteRecords, CreditNoteType } from '../creditNotes/index.ts';
import { InvoiceType, invoiceRecords } from '../invoices/index.ts';
import { paymentRecords, PaymentType } from '../payments/index.ts';
import { proformaRecords, ProformaType } from '../proformas/index.ts';
import { MessageType } from './messages.types.ts';

/** What a message is about. */
@Resolver(() => MessageType)
export class MessageSubjectsResolver {
  @FieldResolver(() => InvoiceType, { nullable: true })
  async invoice(@Root() message: MessageType, @Ctx() ctx: Context): Promise<InvoiceType | null> {
    return message.invoiceId ? invoiceRecords.load(ctx, message.invoiceId) : null;
  }

  @FieldResolver(() => PaymentType, { nullable: true })
  async payment(@Root() message: MessageType, @Ctx() ctx: Context): Promise<PaymentType | null> {
    return message.paymentId ? paymentRecords.load(ctx, message.paymentId) : null;
  }

  @FieldResolver(() => CreditNoteType, { nullable: true })
  async creditNote(
    @Root() message: MessageType,
    @Ctx() ctx: Context,
  ): Promise<CreditNoteType | null> {
    return message.creditNoteId ? creditNoteRecords.load(ctx, message.creditNoteId) : null;
  }

  @FieldResolver(() => ProformaType, { nullable: true })
  async proforma(@Root() message: MessageType, @Ctx() ctx: Context): Promise<ProformaType | null> {
    return message.proformaId ? proformaRecords.load(ctx, message.proformaId) : null;
  }
}
