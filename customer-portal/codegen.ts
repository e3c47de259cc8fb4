import type { CodegenConfig } from '@graphql-codegen/cli';

/** Run from the root of the workspace: types and documents of the portal's operations, checked against the server's schema. */
const config: CodegenConfig = {
  schema: 'server/schema.graphql',
  documents: 'customer-portal/src/**/*.graphql',
  generates: {
    'customer-portal/src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, skipIndexFile: true },
      config: {
        // Strings instead of parsed documents: a fraction of the bytes, and the client parses them anyway.
        documentMode: 'string',
        enumType: 'string-literal',
        useTypeImports: true,
        scalars: { Date: 'string', DateTime: 'string', Decimal: 'string', JSON: 'unknown' },
        strictScalars: true,
      },
    },
  },
};

export default config;
