import type { Module } from '../../kit/module.ts';
import { SERVICES_FILE } from './listFile.ts';
import { CustomerServicesLink } from './links.ts';
import { ServicePricesResolver } from './prices.resolver.ts';
import { ServicesResolver } from './services.resolver.ts';
import { ServiceSumsResolver } from './services.sums.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';

export const services: Module = {
  name: 'services',
  listFiles: [SERVICES_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [CustomerServicesLink, ServicesResolver, ServicePricesResolver, ServiceSumsResolver],
};

export { pauseOrResumeServices } from './pauses.ts';
export { changed, lockedService } from './lockedService.ts';
export { servicesWhere } from './services.list.ts';
export { serviceRecords } from './services.records.ts';
export { takePriceBack } from './prices.service.ts';
export { createService, sellService, updateService } from './services.service.ts';
export {
  DiscountInput,
  DiscountKind,
  ServiceFilter,
  ServiceInput,
  ServiceType,
  type ServiceUpdateInput,
} from './services.types.ts';
export { pauseService } from './pause.service.ts';
export { replaceService, takeReplacementBack } from './replace.service.ts';
export { setChargedUntil, type LockedService } from './services.store.ts';
