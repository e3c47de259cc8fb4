import polyglotI18nProvider from 'ra-i18n-polyglot';
import englishMessages from 'ra-language-english';

/** react-admin's own sentences, where ours say more plainly what happened. */
const messages = {
  ...englishMessages,
  ra: {
    ...englishMessages.ra,
    action: {
      ...englishMessages.ra.action,
      add_filter: 'More filters',
      export: 'Export CSV',
      select_columns: 'Columns',
      remove_all_filters: 'Clear filters',
    },
    auth: {
      ...englishMessages.ra.auth,
      auth_check_error: 'Please sign in to go on.',
      logout: 'Sign out',
    },
    notification: {
      ...englishMessages.ra.notification,
      updated: 'Saved',
      created: 'Created',
      item_doesnt_exist: 'That record does not exist, or lies outside what you can see.',
      http_error: 'The server could not be reached. Check your connection.',
      logged_out: 'Your session has ended. Please sign in again.',
    },
    message: {
      ...englishMessages.ra.message,
      invalid_form: 'Some fields need another look; they are marked.',
      unsaved_changes: 'What you typed is not saved yet. Leave anyway?',
    },
  },
};

export const i18nProvider = polyglotI18nProvider(() => messages, 'en', [
  { locale: 'en', name: 'English' },
]);
