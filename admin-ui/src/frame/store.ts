import { localStorageStore } from 'react-admin';

const store = localStorageStore('1', 'Backhaul');

/** Saved filters and chosen columns belong to the person at this browser and outlive a sign-out. */
function outlives(key: string): boolean {
  return key.endsWith('.savedQueries') || key.endsWith('.datatable');
}

/** What lists remember. Signing out forgets filters and pages, which may name somebody's customers. */
export const listStore: typeof store = {
  ...store,
  reset: () => {
    for (const key of Object.keys(store.listItems?.() ?? {})) {
      if (!outlives(key)) store.removeItem(key);
    }
  },
};

const PERSON = 'person';

/** Lists begin without what another person at this browser left, who may not have signed out. */
export function listsAreOf(person: string): void {
  if (store.getItem(PERSON) === person) return;
  listStore.reset();
  store.setItem(PERSON, person);
}
