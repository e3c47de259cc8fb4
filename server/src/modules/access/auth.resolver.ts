import { Arg, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { DateScalar } from '../../kit/scalars.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { SessionInfoType, SessionType, toViewer, ViewerType } from './auth.types.ts';
import { rememberedIn } from './devices.ts';
import { changePassword, endSession, openSessions } from './session.service.ts';
import { signIn } from './signIn.service.ts';
import { must } from '../../platform/must.ts';

@Resolver(() => ViewerType)
export class AuthResolver {
  @Query(() => ViewerType, { nullable: true })
  viewer(@Ctx() ctx: Context): ViewerType | null {
    // our pages ask this when they open: a browser in which somebody is signed in is known from then on
    const device =
      ctx.viewer && ctx.door !== 'any'
        ? rememberedIn(ctx.app, ctx.visitor.device, ctx.viewer.id)
        : null;
    if (device) ctx.cookies?.remember(device);
    return ctx.viewer && toViewer(ctx.viewer);
  }

  @FieldResolver(() => PartnerType)
  async partner(@Root() viewer: ViewerType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, viewer.partnerId);
  }

  @FieldResolver(() => DateScalar)
  async today(@Root() viewer: ViewerType, @Ctx() ctx: Context): Promise<string> {
    return ctx.app.clock.today(must(await partnerRecords.load(ctx, viewer.partnerId)).clock);
  }

  @Mutation(() => SessionType)
  async signIn(
    @Arg('identifier', () => String) identifier: string,
    @Arg('password', () => String) password: string,
    @Arg('oneTimeCode', () => String, { nullable: true }) _oneTimeCode: string | undefined,
    @Ctx() ctx: Context,
  ): Promise<SessionType> {
    // a browser signs in anew where it was signed in: the session it had until now is over
    const { token, viewer } = await signIn(
      ctx.app,
      ctx.visitor,
      identifier,
      password,
      ctx.cookies && ctx.door !== 'any' ? (ctx.viewer ?? undefined) : undefined,
    );
    await ctx.become(viewer);
    // a browser keeps it in a cookie that its scripts cannot read; programs get the token itself
    if (ctx.cookies && ctx.door !== 'any') ctx.cookies.set(token, viewer.expiresAt);
    return {
      token: ctx.cookies && ctx.door !== 'any' ? 'in-cookie' : token,
      expiresAt: viewer.expiresAt,
      viewer: toViewer(viewer),
    };
  }

  @Mutation(() => Boolean)
  async signOut(@Ctx() ctx: Context): Promise<boolean> {
    const viewer = ctx.someone;
    await ctx.sql((sql) => endSession(sql, viewer, viewer.sessionId));
    ctx.cookies?.clear();
    return true;
  }

  @Authorized()
  @Query(() => [SessionInfoType])
  async sessions(@Ctx() ctx: Context): Promise<SessionInfoType[]> {
    const viewer = ctx.someone;
    const found = await ctx.sql((sql) => openSessions(sql, viewer));
    return found.map((session) => ({ ...session, current: session.id === viewer.sessionId }));
  }

  @Authorized()
  @Mutation(() => Boolean)
  async revokeSession(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<boolean> {
    await ctx.sql((sql) => endSession(sql, ctx.someone, id));
    return true;
  }

  @Authorized()
  @Mutation(() => Boolean)
  async changePassword(
    @Arg('current', () => String) current: string,
    @Arg('next', () => String) next: string,
    @Ctx() ctx: Context,
  ): Promise<boolean> {
    await ctx.endReads();
    await changePassword(ctx.app, ctx.someone, current, next);
    return true;
  }
}
