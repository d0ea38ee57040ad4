import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset';
import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../backend/edge/schema.graphql',
  documents: ['src/**/*.{ts,tsx}', '!src/generated/**'],
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    strictScalars: true,
    scalars: { Date: 'string', DateTime: 'string', MinorUnits: 'number', Points: 'number', JSON: 'unknown' },
  },
  generates: {
    './src/generated/gql/': {
      preset: 'client',
      presetConfig: {
        persistedDocuments: { hashAlgorithm: 'sha256' },
        // A fragment is a shape written once, not a secret between components.
        fragmentMasking: false,
      },
      documentTransforms: [addTypenameSelectionDocumentTransform],
    },
    // The client preset writes only the types its documents use; filters and words need the schema's own.
    './src/generated/schema.ts': {
      plugins: ['typescript'],
    },
  },
};

export default config;
