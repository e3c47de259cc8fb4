import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MESSAGES } from '@backhaul/domain/settings/messages';
import {
  settingsInput,
  settingsObject,
  SettingProvenanceType,
} from '../../kit/inheritance.types.ts';

export enum MailSecurity {
  TLS = 'TLS',
  STARTTLS = 'STARTTLS',
  NONE = 'NONE',
}
registerEnumType(MailSecurity, {
  name: 'MailSecurity',
  description: 'TLS from the first byte (port 465), STARTTLS or no mail (587), or no encryption.',
});

@ObjectType('MailServer', { description: 'The password is never returned.' })
export class MailServerType {
  @Field(() => String) host!: string;
  @Field(() => Int) port!: number;
  @Field(() => MailSecurity) security!: MailSecurity;
  @Field(() => String, { nullable: true }) user!: string | null;
  @Field(() => String) from!: string;
  @Field(() => Boolean) hasPassword!: boolean;
}

@ObjectType('DkimSigning', { description: 'The private key is never returned.' })
export class DkimSigningType {
  @Field(() => String) domain!: string;
  @Field(() => String) selector!: string;
}

@ObjectType('SmsGateway', { description: 'The token is never returned.' })
export class SmsGatewayType {
  @Field(() => String) url!: string;
  @Field(() => String, { nullable: true }) from!: string | null;
  @Field(() => Boolean) hasToken!: boolean;
}

/** Its partner is resolved on its own. */
@ObjectType('NotificationSettings', {
  description:
    "When and how messages go out. weekdays: 1 Monday .. 7 Sunday; hours in the partner's time zone, toHour 24: to the end of the day.",
})
export class NotificationSettingsType extends settingsObject(MESSAGES) {
  @Field(() => MailServerType, {
    nullable: true,
    description: 'As this partner sets it; null when it inherits.',
  })
  mailServer!: MailServerType | null;
  @Field(() => DkimSigningType, { nullable: true }) dkim!: DkimSigningType | null;
  @Field(() => SmsGatewayType, { nullable: true }) smsGateway!: SmsGatewayType | null;
  @Field(() => Boolean, {
    description: 'A mail server is set here, above, or for the installation.',
  })
  sendsMail!: boolean;
  @Field(() => Boolean) sendsSms!: boolean;
  @Field(() => [String]) overridden!: string[];
  @Field(() => [SettingProvenanceType]) provenance!: SettingProvenanceType[];
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
}

@ObjectType('TestMail')
export class TestMailType {
  @Field(() => String) to!: string;
  @Field(() => Boolean) sent!: boolean;
  @Field(() => String, { description: 'What the mail server said.' }) words!: string;
}

@InputType()
export class MailServerInput {
  @Field(() => String) host!: string;
  @Field(() => Int) port!: number;
  @Field(() => MailSecurity) security!: MailSecurity;
  @Field(() => String, { nullable: true }) user?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Left out: as it was, as long as host and user are and the connection is encrypted.',
  })
  password?: string | null;
  @Field(() => String, { description: 'The address mail comes from.' }) from!: string;
}

@InputType()
export class DkimSigningInput {
  @Field(() => String) domain!: string;
  @Field(() => String) selector!: string;
  @Field(() => String, { nullable: true, description: 'PEM, RSA or Ed25519. Left out: as it was.' })
  privateKey?: string | null;
}

@InputType()
export class SmsGatewayInput {
  @Field(() => String) url!: string;
  @Field(() => String, { nullable: true }) from?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Left out: as it was, as long as the address is.',
  })
  token?: string | null;
}

@InputType({ description: 'A setting given as null inherits again.' })
export class NotificationSettingsInput extends settingsInput(MESSAGES) {
  @Field(() => MailServerInput, { nullable: true }) mailServer?: MailServerInput | null;
  @Field(() => DkimSigningInput, { nullable: true }) dkim?: DkimSigningInput | null;
  @Field(() => SmsGatewayInput, { nullable: true }) smsGateway?: SmsGatewayInput | null;
}
