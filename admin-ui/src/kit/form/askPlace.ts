import { createContext } from 'react';

/** Where a dialog shows the box to tick before it goes on: beside its buttons, however long it is. null on a page. */
export const AskPlace = createContext<HTMLElement | null>(null);
