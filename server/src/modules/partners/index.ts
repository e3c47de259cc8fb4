import type { Module } from '../../kit/module.ts';
import { PARTNERS_FILE } from './listFile.ts';
import { PartnerHostsResolver } from './hosts.resolver.ts';
import { FieldPartnerLink } from './links.ts';
import { PartnersResolver } from './partners.resolver.ts';
import { KINDS, PERMISSIONS } from './rights.ts';

export const partners: Module = {
  name: 'partners',
  listFiles: [PARTNERS_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  resolvers: [PartnerHostsResolver, FieldPartnerLink, PartnersResolver],
};

export {
  addressAt,
  hostSendsMail,
  logoOfHost,
  lookOfHost,
  placeOfHost,
  portalAddresses,
} from './hosts.store.ts';
export { hasTestPartners } from './counts.store.ts';
export { refuseMove } from './movePartner.ts';
export { lockTree } from './movePartner.store.ts';
export { loadCustomerCount } from './partners.loaders.ts';
export { partnerRecords } from './partners.records.ts';
export {
  belowPartner,
  daysNow,
  belowPath,
  placesLookedAt,
  testsLeftOut,
  type LookedAt,
} from './partners.scope.ts';
export { createPartner, updatePartner } from './partners.service.ts';
export { namesAt, pathOfPartner, rootPartner } from './partners.store.ts';
export { PartnerType } from './partners.types.ts';
export { PARTNER_COLUMNS } from './listFile.ts';
