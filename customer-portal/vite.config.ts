import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

const server = 'http://127.0.0.1:4000';

export default defineConfig({
  base: '/',
  // beside each file, for the server to send as it is
  plugins: [compression({ algorithms: ['gzip', defineAlgorithm('brotliCompress', {})] })],
  build: { outDir: 'dist', target: 'es2022' },
  oxc: { jsx: { runtime: 'automatic' } },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/webhooks': server,
      '/sandbox-gateway': server,
      '/downloads': server,
      '/files': server,
      '/logo': server,
      '/icon.svg': server,
      '/manifest.webmanifest': server,
      // the portal's own page of documents is /documents
      '^/documents/.+': server,
    },
  },
});
