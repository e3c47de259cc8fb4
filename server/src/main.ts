import { serve } from './serve.ts';

await serve('Backhaul cannot start.', {});
