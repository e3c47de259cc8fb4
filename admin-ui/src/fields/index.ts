import { listConditions } from '../kit/list/ListFilters.tsx';
import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { settingsAreas } from '../settings/index.ts';

export { CustomFieldFacts, factsOf } from './CustomFieldFacts.tsx';
export { CustomFieldInputs } from './CustomFieldInputs.tsx';
export { CustomFieldsFormInput } from './CustomFieldsFormInput.tsx';
export { CustomFieldInput } from './inputs/CustomFieldInput.tsx';
export { draftOf, givenOf, type Draft } from './drafts.ts';
export { EditableFields } from './EditableFields.tsx';
export { changedFields } from './changedFields.ts';
export { useCustomFieldColumns } from './customFieldColumns.tsx';
export { FileView } from './display/FileView.tsx';
export { acceptedFiles, fileAddress, isPicture } from './files.ts';
export type { FileInfo } from './files.ts';
export { asValues } from './rules.ts';
export { useCustomFields, useScopeFields } from './useCustomFields.ts';
export { useCustomFieldsForm } from './useCustomFieldsForm.ts';
export { useUpload } from './useUpload.ts';

/**
 * Fields of one's own on records of every kind: defining them, and the parts that other modules'
 * pages show them with.
 */
export const fields: Module = {
  routes: [
    {
      path: '/settings/custom-fields',
      page: page('CustomFieldsPage', () => import('./define/CustomFieldsPage.tsx')),
    },
  ],
  entries: [
    {
      label: 'Custom fields',
      to: '/settings/custom-fields',
      icon: 'settings',
      needs: 'settings:read',
      alias: 'additional own attributes define',
      place: 220,
    },
  ],
  fills: [
    fill(
      listConditions,
      page('CustomFieldFilter', () => import('./filter/CustomFieldFilter.tsx')),
    ),
    fill(settingsAreas, {
      to: '/settings/custom-fields',
      title: 'Custom fields',
      about:
        'What you ask of customers, services, invoices and other records beyond what everybody has.',
      needs: 'settings:read',
      place: 40,
    }),
  ],
};
