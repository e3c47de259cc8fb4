import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import { setBy } from '@backhaul/domain/settings/family';
import { MESSAGES, resolveMessages } from '@backhaul/domain/settings/messages';
import type { Context } from '../../kit/context.ts';
import { provenanceOf } from '../../kit/inheritance.ts';
import { idInput } from '../../kit/input.ts';
import { partnerRecords, PartnerType } from '../partners/index.ts';
import { updateNotificationSettings } from './messageSettings.service.ts';
import { hasCarrier } from './carrier.ts';
import { installationSends, loadMessageChain } from './messageSettings.store.ts';
import {
  DkimSigningType,
  MailServerType,
  NotificationSettingsInput,
  NotificationSettingsType,
  SmsGatewayType,
  TestMailType,
} from './messageSettings.types.ts';
import { sendTestMail } from './testMail.ts';

async function settingsOf(ctx: Context, partnerId: string): Promise<NotificationSettingsType> {
  const partner = await partnerRecords.found(ctx, partnerId);
  const chain = await loadMessageChain(ctx, partner.id);
  const installation = await ctx.sql(installationSends);
  const own = chain.find((link) => link.originId === partner.id);
  const { mailServer, dkim, smsGateway } = own?.values ?? {};
  return Object.assign(
    new NotificationSettingsType(),
    resolveMessages(chain.map((link) => link.values)),
    {
      partnerId: partner.id,
      mailServer: mailServer
        ? Object.assign(new MailServerType(), mailServer, {
            hasPassword: Boolean(own?.secrets.mailServer),
          })
        : null,
      dkim: dkim ? Object.assign(new DkimSigningType(), dkim) : null,
      smsGateway: smsGateway
        ? Object.assign(new SmsGatewayType(), smsGateway, {
            hasToken: Boolean(own?.secrets.smsGateway),
          })
        : null,
      sendsMail: hasCarrier('EMAIL', chain, installation),
      sendsSms: hasCarrier('SMS', chain, installation),
      overridden: setBy(MESSAGES, own),
      provenance: provenanceOf(ctx.scope, MESSAGES, partner, chain),
    },
  );
}

@Resolver(() => NotificationSettingsType)
export class NotificationSettingsResolver {
  @Authorized('settings:read')
  @Query(() => NotificationSettingsType)
  notificationSettings(
    @Arg('partnerId', () => ID) partnerId: string,
    @Ctx() ctx: Context,
  ): Promise<NotificationSettingsType> {
    return settingsOf(ctx, partnerId);
  }

  @Authorized('settings:write')
  @Mutation(() => NotificationSettingsType, {
    description: 'A mail server takes users:write besides: it reads every link to set a password.',
  })
  async updateNotificationSettings(
    @ArgId('partnerId') partnerId: string,
    @Arg('input', () => NotificationSettingsInput) input: NotificationSettingsInput,
    @Ctx() ctx: Context,
  ): Promise<NotificationSettingsType> {
    // whoever runs the server that carries the links could set anybody's password
    if (input.mailServer !== undefined) ctx.need('users:write');
    await ctx.sql((sql) => updateNotificationSettings(ctx.app, sql, partnerId, input));
    return settingsOf(ctx, partnerId);
  }

  @Authorized('settings:write')
  @Mutation(() => TestMailType, {
    description:
      "Sends a mail to your own address the way the partner's messages go out, and says what the mail server said. Five in 15 minutes.",
  })
  async sendTestMail(
    @Arg('partnerId', () => ID) partnerId: string,
    @Ctx() ctx: Context,
  ): Promise<TestMailType> {
    return Object.assign(
      new TestMailType(),
      await sendTestMail(ctx.app, ctx.someone, idInput(partnerId, 'partnerId')),
    );
  }

  @FieldResolver(() => PartnerType)
  partner(
    @Root() settings: NotificationSettingsType,
    @Ctx() ctx: Context,
  ): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, settings.partnerId);
  }
}
