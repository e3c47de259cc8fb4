import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { settingsAreas } from '../settings/index.ts';
import { locationReference } from './reference.ts';

export { LabelChips } from './LabelChips.tsx';
export { LabelsFilter } from './LabelsFilter.tsx';
export { LabelsPicker } from './LabelsPicker.tsx';
export { LocationFilter } from './LocationFilter.tsx';
export { LocationPicker } from './LocationPicker.tsx';

/** What customers are told apart by: labels, and where they are. */
export const marks: Module = {
  resource: {
    name: 'locations',
    label: 'Locations',
    rights: { read: 'locations:read', write: 'locations:write' },
    api: async () => (await import('./api.ts')).locationApi,
    reference: locationReference,
    represent: 'name',
    show: page('LocationShow', () => import('./LocationShow.tsx')),
  },
  routes: [{ path: '/settings/labels', page: page('MarksPage', () => import('./MarksPage.tsx')) }],
  entries: [
    {
      label: 'Labels and locations',
      to: '/settings/labels',
      icon: 'settings',
      needs: 'labels:read',
      alias: 'tags groups areas sites places',
      place: 270,
    },
  ],
  fills: [
    fill(settingsAreas, {
      to: '/settings/labels',
      title: 'Labels and locations',
      about: 'What customers are marked with and where they are, to filter and report by.',
      needs: 'labels:read',
      place: 75,
    }),
  ],
};
