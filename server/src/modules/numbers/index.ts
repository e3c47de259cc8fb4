import type { Module } from '../../kit/module.ts';

export const numbers: Module = {
  name: 'numbers',
};

export { assignNumbers, type NumberRequest } from './assign.ts';
