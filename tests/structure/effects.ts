/** Calls across modules for the sake of an effect, which go when consequences say what follows what. */
export const EFFECTS: ReadonlySet<string> = new Set([
  'checkout/accounts.service.ts -> messages/changeNotice.ts',
]);
