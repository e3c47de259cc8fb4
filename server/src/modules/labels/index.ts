import type { Module } from '../../kit/module.ts';
import { LabelsResolver } from './labels.resolver.ts';
import { KINDS, PERMISSIONS } from './rights.ts';

export const labels: Module = {
  name: 'labels',
  permissions: PERMISSIONS,
  kinds: KINDS,
  resolvers: [LabelsResolver],
};

export { labelled, labelsWhere } from './labels.filter.ts';
export { loadLabelsOf } from './labels.loaders.ts';
export { createLabel, labelCustomer, labelsMoved } from './labels.service.ts';
export { LabelFilter, LabelMatch, LabelType } from './labels.types.ts';
export { labelsNamed } from './labels.store.ts';
