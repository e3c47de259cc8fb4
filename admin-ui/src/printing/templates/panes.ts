/** What a template can be looked at as. */
export type Pane = 'source' | 'preview' | 'variables' | 'history';

export const paneNames: Record<Pane, string> = {
  source: 'Source',
  preview: 'Preview',
  variables: 'Variables',
  history: 'History',
};
