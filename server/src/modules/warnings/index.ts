import type { Module } from '../../kit/module.ts';
import {
  RunWarningsResolver,
  InvoiceWarningsResolver,
  PaymentWarningsResolver,
  MissingDetailsResolver,
} from './warnings.resolver.ts';

export const warnings: Module = {
  name: 'warnings',
  resolvers: [
    RunWarningsResolver,
    InvoiceWarningsResolver,
    PaymentWarningsResolver,
    MissingDetailsResolver,
  ],
  parts: ['Warning'],
};
