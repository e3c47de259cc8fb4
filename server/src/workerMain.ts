import { serve } from './app/serve.ts';

// the background work alone, without a port: as many of these as wanted share one database with the servers
await serve('The worker cannot start.', { http: false });
