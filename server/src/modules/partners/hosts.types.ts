import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { PartnerHost } from '../../generated/prisma/client.ts';
import { hostRecord } from './hosts.service.ts';

export enum HostStatus {
  WAITING = 'WAITING',
  VERIFIED = 'VERIFIED',
}
registerEnumType(HostStatus, { name: 'HostStatus' });

@ObjectType('PartnerHost', {
  description:
    'record: the TXT record that proves it, as a line of a zone; recordName and recordValue are its two parts.',
})
export class PartnerHostType {
  @Field(() => String) host!: string;
  @Field(() => HostStatus) status!: HostStatus;
  @Field(() => String, {
    nullable: true,
    description:
      'Why verifyPartnerHost refuses it whatever the DNS says, as the viewer may know it.',
  })
  unusable!: string | null;
  @Field(() => String) record!: string;
  @Field(() => String) recordName!: string;
  @Field(() => String) recordValue!: string;
}

/**
 * publicHost: PUBLIC_URL's, the operator's alone whatever is stored. holder: another partner whose it is, where the
 * viewer sees that one.
 */
export function toPartnerHost(
  row: PartnerHost,
  secret: string,
  options: { publicHost: string; operator: boolean; holder: string | undefined },
): PartnerHostType {
  const { name, value } = hostRecord(secret, row.partnerId, row.host);
  const reserved = row.host === options.publicHost && !options.operator;
  const verified = row.host === options.publicHost ? options.operator : row.verifiedAt !== null;
  return Object.assign(new PartnerHostType(), {
    host: row.host,
    status: verified ? HostStatus.VERIFIED : HostStatus.WAITING,
    unusable: reserved
      ? 'It is the operator’s own address.'
      : options.holder === undefined
        ? null
        : `It is an address of ${options.holder}. Remove it there first.`,
    record: `${name}. TXT "${value}"`,
    recordName: name,
    recordValue: value,
  });
}
