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
