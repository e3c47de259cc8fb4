import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';

/** Files that are imported: which column goes where, what is wrong with rows, what came of it. */
export const imports: Module = {
  routes: [{ path: '/imports', page: page('ImportsPage', () => import('./ImportsPage.tsx')) }],
  entries: [
    {
      label: 'Import',
      to: '/imports',
      icon: 'M10 3v9M6.5 8.5 10 12l3.5-3.5M3 13v3h14v-3',
      needs: 'imports:run',
      alias: 'moving in upload csv xlsx excel migrate customers splynx',
      menu: 'office',
      place: 106,
    },
  ],
};
