import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import { PageArgs, SliceArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { idInput, isId } from '../../kit/input.ts';
import { changes } from '../../kit/live.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { covers } from '../../tenancy/scope.ts';
import { CustomerType, customerRecords } from '../customers/index.ts';
import { InvoiceType } from '../invoices/index.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { remindCustomers } from './announce.ts';
import { heldMails } from './carrier.ts';
import { loadAttempts, loadOver, loadRecipient } from './messages.loaders.ts';
import { messagesWhere } from './messages.filter.ts';
import { messageRecords } from './messages.records.ts';
import {
  cancelMessage,
  resendMessage,
  sendCreditNote,
  sendInvoice,
  sendMessageNow,
  sendProforma,
  sendWelcome,
} from './messages.service.ts';
import {
  MessageAttemptType,
  MessageConnection,
  MessageFilter,
  MessagePreviewType,
  MessageType,
  type AttemptOutcome,
} from './messages.types.ts';
import { previewMessage, readableText } from './preview.ts';

const REMIND_MAX = 1000;

function someCustomers(customerIds: readonly string[]): string[] {
  if (customerIds.length > REMIND_MAX)
    throw badInput({ customerIds: `may be ${REMIND_MAX} at most` });
  return [...new Set(customerIds.map((id) => idInput(id, 'customerIds')))];
}

function messagesOf(
  ctx: Context,
  parent: 'customer_id' | 'invoice_id',
  id: string,
  args: SliceArgs,
): Promise<ConnectionValue<MessageType>> {
  return messageRecords.inside(ctx, id, args, {
    parent,
    order: ['created_at', 'id'],
  });
}

@Resolver(() => MessageType)
export class MessagesResolver {
  @Authorized('messages:read')
  @Query(() => MessageConnection)
  async messages(
    @Arg('filter', () => MessageFilter, { nullable: true }) filter: MessageFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<MessageType>> {
    const where = await ctx.read((tx) => messagesWhere(ctx, tx, filter ?? {}));
    return messageRecords.page(ctx, page, where);
  }

  @Authorized('messages:read')
  @Query(() => MessageType)
  message(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<MessageType> {
    return messageRecords.found(ctx, id);
  }

  @Authorized('messages:read')
  @Query(() => MessagePreviewType, {
    description:
      'What a message that waits would say if it were sent now; of one that was sent, what it said.',
  })
  async messagePreview(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: Context,
  ): Promise<MessagePreviewType> {
    if (!isId(id)) throw notFound();
    return previewMessage(ctx.app, ctx.scope, id.toLowerCase(), (kind, field) =>
      ctx.reads(kind, field),
    );
  }

  @Authorized('messages:write')
  @Mutation(() => MessageType, {
    description:
      'To the customer, or to another address. A message about the invoice that still waits is cancelled.',
  })
  sendInvoice(
    @ArgId('id') id: string,
    @Arg('to', () => String, { nullable: true }) to: string | undefined,
    @Ctx() ctx: Context,
  ): Promise<MessageType> {
    return one(ctx, (sql) => sendInvoice(sql, id, to ?? null));
  }

  @Authorized('messages:write')
  @Mutation(() => MessageType, { description: 'As sendInvoice; not of a void one.' })
  sendProforma(
    @ArgId('id') id: string,
    @Arg('to', () => String, { nullable: true }) to: string | undefined,
    @Ctx() ctx: Context,
  ): Promise<MessageType> {
    return one(ctx, (sql) => sendProforma(sql, id, to ?? null));
  }

  @Authorized('messages:write')
  @Mutation(() => MessageType, { description: 'As sendInvoice.' })
  sendCreditNote(
    @ArgId('id') id: string,
    @Arg('to', () => String, { nullable: true }) to: string | undefined,
    @Ctx() ctx: Context,
  ): Promise<MessageType> {
    return one(ctx, (sql) => sendCreditNote(sql, id, to ?? null));
  }

  @Authorized('messages:write')
  @Mutation(() => MessageType)
  sendMessageNow(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<MessageType> {
    return same(ctx, id, sendMessageNow);
  }

  @Authorized('messages:write')
  @Mutation(() => MessageType, {
    description: 'Not of RESET_MAIL, WELCOME_MAIL and SECURITY_MAIL, which protect an account.',
  })
  cancelMessage(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<MessageType> {
    return same(ctx, id, cancelMessage);
  }

  @Authorized('messages:write')
  @Mutation(() => MessageType, {
    description:
      'A new message of one that was sent, failed or was cancelled. Not of those that protect an account.',
  })
  resendMessage(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<MessageType> {
    return one(ctx, (sql) => resendMessage(sql, idInput(id, 'id')));
  }

  @Authorized('customers:credentials')
  @Mutation(() => MessageType, {
    description: 'A welcome with a link to set the password of the portal.',
  })
  sendWelcome(
    @Arg('customerId', () => ID) customerId: string,
    @Ctx() ctx: Context,
  ): Promise<MessageType> {
    return one(ctx, (sql) => sendWelcome(sql, idInput(customerId, 'customerId')));
  }

  @Authorized('messages:write')
  @Mutation(() => Int, {
    description:
      'Reminds customers that owe something, each once a day at most; says how many will get a mail. At most 1000 at a time.',
  })
  remindCustomers(
    @Arg('customerIds', () => [ID]) customerIds: string[],
    @Ctx() ctx: Context,
  ): Promise<number> {
    const ids = someCustomers(customerIds);
    return ctx.sql((sql) => remindCustomers(sql, ids));
  }

  @Authorized('messages:write')
  @Query(() => Int, {
    description:
      'How many of mails to these customers would be held now, for want of a mail server. At most 1000 at a time.',
  })
  heldMails(
    @Arg('customerIds', () => [ID]) customerIds: string[],
    @Ctx() ctx: Context,
  ): Promise<number> {
    const ids = someCustomers(customerIds);
    return ctx.sql((sql) => heldMails(sql, ids));
  }

  @Authorized('messages:read')
  @Subscription(() => Boolean, {
    description:
      'Once at once, then whenever a message inside the scope is queued, sent, fails or is cancelled: read the list again.',
    subscribe: ({ context }: { context: Context }) =>
      changes(
        context,
        (signal) => signal.topic === 'message' && covers(context.scope, signal.path),
      ),
  })
  outboxChanged(): boolean {
    return true;
  }

  @FieldResolver(() => String, { nullable: true, description: 'As sent.' })
  async subject(@Root() message: MessageType, @Ctx() ctx: Context): Promise<string | null> {
    return message.subject && told(ctx, message, message.subject);
  }

  @FieldResolver(() => String, {
    description: 'As sent; empty before. What it would be now: messagePreview.',
  })
  body(@Root() message: MessageType, @Ctx() ctx: Context): Promise<string> {
    return told(ctx, message, message.body);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why what it tells is not true any more, so that it is not sent again.',
  })
  over(@Root() message: MessageType, @Ctx() ctx: Context): Promise<string | null> {
    return loadOver(ctx, message.id);
  }

  @FieldResolver(() => String)
  to(@Root() message: MessageType, @Ctx() ctx: Context): Promise<string> {
    return loadRecipient(ctx, message);
  }

  @FieldResolver(() => CustomerType, { nullable: true })
  async customer(@Root() message: MessageType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return message.customerId ? customerRecords.load(ctx, message.customerId) : null;
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() message: MessageType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, message.partnerId);
  }

  @FieldResolver(() => [MessageAttemptType], { description: 'Every attempt, first to last.' })
  async attemptLog(
    @Root() message: MessageType,
    @Ctx() ctx: Context,
  ): Promise<MessageAttemptType[]> {
    return (await loadAttempts(ctx, message.id)).map(({ at, outcome, detail }) =>
      Object.assign(new MessageAttemptType(), { at, outcome: outcome as AttemptOutcome, detail }),
    );
  }
}

/** As far as the viewer may read it. */
async function told(ctx: Context, { customerId }: MessageType, text: string): Promise<string> {
  if (!text || !customerId || ctx.reads('Customer', 'login')) return text;
  const login = (await customerRecords.load(ctx, customerId))?.login ?? null;
  return readableText(text, login, (kind, field) => ctx.reads(kind, field));
}

async function one(ctx: Context, work: (sql: ScopedSql) => Promise<string>): Promise<MessageType> {
  return messageRecords.found(ctx, await ctx.sql(work));
}

async function same(
  ctx: Context,
  id: string,
  work: (sql: ScopedSql, id: string) => Promise<void>,
): Promise<MessageType> {
  const known = idInput(id, 'id');
  await ctx.sql((sql) => work(sql, known));
  return messageRecords.found(ctx, known);
}

@Resolver(() => CustomerType)
export class CustomerMessagesResolver {
  @FieldResolver(() => MessageConnection)
  messages(
    @Root() customer: CustomerType,
    @Args(() => SliceArgs) args: SliceArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<MessageType>> {
    return messagesOf(ctx, 'customer_id', customer.id, args);
  }
}

@Resolver(() => InvoiceType)
export class InvoiceMessagesResolver {
  @FieldResolver(() => MessageConnection)
  messages(
    @Root() invoice: InvoiceType,
    @Args(() => SliceArgs) args: SliceArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<MessageType>> {
    return messagesOf(ctx, 'invoice_id', invoice.id, args);
  }
}
