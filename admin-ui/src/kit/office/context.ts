import { createContext, useContext } from 'react';
import type { Office } from './office.ts';

const Context = createContext<Office | null>(null);

/** Gives everything below it the back office that `modules.ts` makes. */
export const OfficeProvider = Context.Provider;

/** The back office as its modules make it. Throws where none is given. */
export function useOffice(): Office {
  const office = useContext(Context);
  if (!office) throw new Error('There is no back office around this.');
  return office;
}
