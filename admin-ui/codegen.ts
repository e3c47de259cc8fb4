import type { CodegenConfig } from '@graphql-codegen/cli';
import { settingFragments } from './settingFragments.ts';

/** Types of every operation the back office sends, checked against the server's schema. Run from the repository's root. */
const config: CodegenConfig = {
  schema: 'server/schema.graphql',
  documents: ['admin-ui/src/**/*.{ts,tsx}', '!admin-ui/src/generated/**', ...settingFragments],
  ignoreNoDocuments: true,
  generates: {
    'admin-ui/src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        // Amounts stay strings from the wire to the screen: a number would round them.
        scalars: { Decimal: 'string', Date: 'string', DateTime: 'string', JSON: 'unknown' },
      },
    },
  },
};

export default config;
