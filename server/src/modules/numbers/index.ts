import type { Module } from '../../kit/module.ts';

export const numbers: Module = {
  name: 'numbers',
};

export { assignNumbers, numbersOfMany, sayCollision, type NumberRequest } from './assign.ts';
export { refuseTakenFormats } from './ahead.ts';
