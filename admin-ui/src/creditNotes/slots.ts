import type { ComponentType } from 'react';
import type { CreditNoteDetailFragment } from '../generated/graphql.ts';
import { slot } from '../kit/office/slots.ts';

/** What stands below a credit note. */
export const creditNoteParts =
  slot<ComponentType<{ note: CreditNoteDetailFragment }>>('parts of a credit note');
