import type { Module } from '../../kit/module.ts';

export const demo: Module = {
  name: 'demo',
};

export { openToEverybody, seedDemo } from './demo.ts';
