import type { Module } from '../../kit/module.ts';
import { LocationsResolver } from './locations.resolver.ts';
import { KINDS, PERMISSIONS } from './rights.ts';

export const locations: Module = {
  name: 'locations',
  permissions: PERMISSIONS,
  kinds: KINDS,
  resolvers: [LocationsResolver],
};

export { locationsWithin } from './locations.filter.ts';
export { locationRecords } from './locations.records.ts';
export { createLocation, knownLocation, locationsMoved } from './locations.service.ts';
export { LocationKind, LocationType } from './locations.types.ts';
