import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { messageRecords } from './messages.records.ts';
import { MessageType } from './messages.types.ts';
import { sendStatement } from './statementMail.ts';

@Resolver()
export class StatementMailResolver {
  @Authorized('messages:write')
  @Mutation(() => MessageType, {
    description:
      'The statement of account between two days, to the customer or to another address.',
  })
  async sendStatement(
    @ArgId('customerId') customerId: string,
    @Arg('from', () => DateScalar) from: string,
    @Arg('to', () => DateScalar) to: string,
    @Arg('email', () => String, { nullable: true }) email: string | undefined,
    @Ctx() ctx: Context,
  ): Promise<MessageType> {
    const days = { from, to };
    const id = await ctx.sql((sql) => sendStatement(sql, customerId, days, email ?? null));
    return messageRecords.found(ctx, id);
  }
}
