import type { ComponentType } from 'react';
import type { Permission } from '../api/access.ts';
import { slot } from '../kit/office/slots.ts';

/** What needs somebody, above the list of payments. */
export const paymentNotices = slot<{ needs: Permission; Part: ComponentType }>(
  'notices above the payments',
);
