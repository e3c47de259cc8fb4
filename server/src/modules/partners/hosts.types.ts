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
  @Field(() => String) record!: string;
  @Field(() => String) recordName!: string;
  @Field(() => String) recordValue!: string;
}

/** publicHost: PUBLIC_URL's, the operator's alone whatever is stored. */
export function toPartnerHost(
  row: PartnerHost,
  secret: string,
  options: { publicHost: string; operator: boolean },
): PartnerHostType {
  const { name, value } = hostRecord(secret, row.partnerId, row.host);
  const verified = row.host === options.publicHost ? options.operator : row.verifiedAt !== null;
  return Object.assign(new PartnerHostType(), {
    host: row.host,
    status: verified ? HostStatus.VERIFIED : HostStatus.WAITING,
    record: `${name}. TXT "${value}"`,
    recordName: name,
    recordValue: value,
  });
}
