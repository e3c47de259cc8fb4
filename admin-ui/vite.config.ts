import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';
import { documentsInPlace } from './documents.ts';

const server = 'http://127.0.0.1:4000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/admin/',
  // beside each file, for the server to send as it is
  plugins: [
    documentsInPlace(),
    compression({ algorithms: ['gzip', defineAlgorithm('brotliCompress', {})] }),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // react-admin and its component library are one large but cacheable file; the default limit
    // only makes noise.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What most pages need comes at once, and not in a hundred small files.
            { name: 'library', test: /node_modules/, minShareCount: 12 },
            {
              name: 'kit',
              test: /src\/(kit|api|generated)\/|design\/src|server\/domain/,
              minShareCount: 12,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/downloads': { target: server },
      '/documents': { target: server },
      '/files': { target: server },
      '/logo': { target: server },
      '/icon.svg': { target: server },
    },
  },
});
