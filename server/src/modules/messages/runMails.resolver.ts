import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { DateTimeScalar } from '../../kit/scalars.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { MassJobType } from '../mass/index.ts';
import { BillingRunType } from '../runs/index.ts';
import { recipientsOf, recipientsOfWork, type RunRecipients } from './runMails.store.ts';
import { mailsTo, type RunMails } from './runMails.ts';

@ObjectType('RunMails')
class RunMailsType implements RunMails {
  @Field(() => Int) emails!: number;
  @Field(() => Int) texts!: number;
  @Field(() => Int, {
    description: 'Invoices that would go by mail, if their customers had an address.',
  })
  withoutAddress!: number;
  @Field(() => Int, { description: 'Invoices of partners that send none by themselves.' })
  notSent!: number;
  @Field(() => Int, {
    description: 'Of the mails and texts, those that wait for a mail server or SMS gateway.',
  })
  held!: number;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the first of the others may go: after the delay, within the hours.',
  })
  firstAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) lastAt!: Date | null;
}

@Resolver(() => BillingRunType)
export class RunMailsResolver {
  @FieldResolver(() => RunMailsType, {
    description: 'What confirming the run now would send to its customers.',
  })
  async mails(@Root() run: BillingRunType, @Ctx() ctx: Context): Promise<RunMailsType> {
    return said(ctx, (sql) => recipientsOf(sql, run.id));
  }
}

@Resolver(() => MassJobType)
export class MassMailsResolver {
  @FieldResolver(() => RunMailsType, {
    description: 'What confirming the work now would send to its customers.',
  })
  async mails(@Root() job: MassJobType, @Ctx() ctx: Context): Promise<RunMailsType> {
    return said(ctx, (sql) => recipientsOfWork(sql, job.id));
  }
}

async function said(
  ctx: Context,
  recipients: (sql: ScopedSql) => Promise<RunRecipients[]>,
): Promise<RunMailsType> {
  const mails = await ctx.sql(async (sql) => mailsTo(sql, await recipients(sql)));
  return Object.assign(new RunMailsType(), mails);
}
