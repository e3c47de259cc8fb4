import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../kit/scalars.ts';
import type { Viewer } from '../../kit/viewer.ts';

export enum ViewerKind {
  OPERATOR = 'OPERATOR',
  PARTNER = 'PARTNER',
  CUSTOMER = 'CUSTOMER',
  API_KEY = 'API_KEY',
}
registerEnumType(ViewerKind, { name: 'ViewerKind' });

@ObjectType('Viewer')
export class ViewerType {
  @Field(() => ID) id!: string;
  @Field(() => ViewerKind) kind!: ViewerKind;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => String, { nullable: true }) role!: string | null;
  @Field(() => [String]) permissions!: string[];
  /** For the field resolvers; not in the schema. */
  partnerId!: string;
  customerId!: string | null;
}

@ObjectType('Session')
export class SessionType {
  @Field(() => String) token!: string;
  @Field(() => DateTimeScalar) expiresAt!: Date;
  @Field(() => ViewerType) viewer!: ViewerType;
}

@ObjectType('SessionInfo')
export class SessionInfoType {
  @Field(() => ID) id!: string;
  @Field(() => DateTimeScalar) createdAt!: Date;
  @Field(() => DateTimeScalar) lastSeenAt!: Date;
  @Field(() => DateTimeScalar) expiresAt!: Date;
  @Field(() => String, { nullable: true }) userAgent!: string | null;
  @Field(() => String, { nullable: true }) address!: string | null;
  @Field(() => Boolean) current!: boolean;
}

export function toViewer(viewer: Viewer): ViewerType {
  return Object.assign(new ViewerType(), {
    id: viewer.id,
    // a display on a wall asks for no viewer
    kind: ViewerKind[viewer.kind === 'WALL' ? 'API_KEY' : viewer.kind],
    name: viewer.name,
    email: viewer.email,
    role: viewer.role,
    permissions: [...viewer.permissions],
    partnerId: viewer.partnerId,
    customerId: viewer.kind === 'CUSTOMER' ? viewer.id : null,
  });
}
