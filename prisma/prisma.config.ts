import path from 'node:path';
import { defineConfig } from 'prisma/config';

// `generate` needs no engine, yet looks for one and would try to download it: any existing file keeps it quiet.
if (process.argv.includes('generate')) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: path.join(import.meta.dirname, 'schema.prisma'),
  migrations: { path: path.join(import.meta.dirname, 'migrations') },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://unset' },
});
