import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

export const operationSeconds = new Histogram({
  name: 'backhaul_graphql_operation_seconds',
  help: 'Duration of GraphQL operations',
  labelNames: ['operation', 'outcome'],
  buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
});
export const openSockets = new Gauge({
  name: 'backhaul_open_sockets',
  help: 'Open WebSocket connections',
  registers: [registry],
});
export const jobsDone = new Counter({
  name: 'backhaul_jobs_total',
  help: 'Background jobs by task and outcome',
  labelNames: ['task', 'outcome'],
  registers: [registry],
});
export const customersBilled = new Counter({
  name: 'backhaul_customers_billed_total',
  help: 'Customers planned and charged by billing runs',
  labelNames: ['phase'],
  registers: [registry],
});
export const messagesSent = new Counter({
  name: 'backhaul_messages_total',
  help: 'Attempts to send messages by channel and outcome',
  labelNames: ['channel', 'outcome'],
  registers: [registry],
});
