import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:4000';

export default defineConfig({
  base: '/',
  build: { outDir: 'dist', target: 'es2022' },
  oxc: { jsx: { runtime: 'automatic' } },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/webhooks': server,
      '/sandbox-gateway': server,
      '/downloads': server,
      '/files': server,
      // the portal's own page of documents is /documents
      '^/documents/.+': server,
    },
  },
});
