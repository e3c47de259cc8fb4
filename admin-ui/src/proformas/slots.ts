import type { ComponentType } from 'react';
import type { ProformaDetailFragment } from '../generated/graphql.ts';
import { slot } from '../kit/office/slots.ts';

/** What stands below a proforma invoice. */
export const proformaParts =
  slot<ComponentType<{ proforma: ProformaDetailFragment }>>('parts of a proforma');
