import path from 'node:path';
import { ROOT } from './root.ts';
import { createSchema } from './app/schema/schema.ts';

// the file is committed: a review shows every change of the API
await createSchema(path.join(ROOT, 'server/schema.graphql'));
