import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { hostSendsMail } from '../partners/index.ts';
import { requestPasswordReset, resetPassword } from './passwordReset.service.ts';

@Resolver()
export class PasswordResetResolver {
  @Query(() => Boolean, {
    description:
      'Whether a link to set a password with could be mailed to anybody who comes by this host; it depends on no account.',
  })
  passwordLinksGo(@Ctx() ctx: Context): Promise<boolean> {
    return ctx.sql((sql) => hostSendsMail(sql, ctx.host));
  }

  @Mutation(() => Boolean, {
    description:
      'Sends a link to set a new password with, where there is such an account; the answer is the same where there is none.',
  })
  async requestPasswordReset(
    @Arg('identifier', () => String) identifier: string,
    @Ctx() ctx: Context,
  ): Promise<boolean> {
    await requestPasswordReset(ctx.app, ctx.visitor, identifier);
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Sets a new password with the token of the link; ends all sessions.',
  })
  async resetPassword(
    @Arg('token', () => String) token: string,
    @Arg('password', () => String) password: string,
    @Ctx() ctx: Context,
  ): Promise<boolean> {
    await resetPassword(ctx.app, token, password);
    return true;
  }
}
