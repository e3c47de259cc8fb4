import { createContext, useContext } from 'react';

/** Grows when the account may have changed on the server; pages ask again then. */
export const AccountVersion = createContext(0);

export const useAccountVersion = (): number => useContext(AccountVersion);
