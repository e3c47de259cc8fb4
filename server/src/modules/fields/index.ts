import type { Module } from '../../kit/module.ts';
import { CustomFieldsResolver } from './customFields.resolver.ts';
import { PARTS, PERMISSIONS } from './rights.ts';

export const fields: Module = {
  name: 'fields',
  permissions: PERMISSIONS,
  parts: PARTS,
  resolvers: [CustomFieldsResolver],
};

export {
  CustomFieldDefinitionType,
  CustomFieldEntity,
  CustomFieldFilter,
  type CustomFieldInput,
  CustomFieldType,
  PortalAccess,
} from './customFields.types.ts';
export { applyDefaults } from './defaults.ts';
export type { StoredField } from './definition.ts';
export { createCustomField } from './definitions.service.ts';
export { fieldsOf } from './definitions.store.ts';
export type { HolderRecord } from './entities.ts';
export { customFieldsWhere, fieldMeant } from './filter.ts';
export { uniqueKey } from './keys.ts';
export { FieldedRecords } from './records.ts';
export { fieldsMoved, refuseKeyTwice } from './moved.ts';
export { searchedByFields } from './searched.ts';
export { missingTargets } from './targets.ts';
export { indexValues } from './valueIndex.ts';
export { checkCustomFields, indexCustomFields, writeCustomFields } from './values.service.ts';
