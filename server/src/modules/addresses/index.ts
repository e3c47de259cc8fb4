import type { Module } from '../../kit/module.ts';
import { PARTS } from './rights.ts';

export const addresses: Module = { name: 'addresses', parts: PARTS };

export { loadAddressesOf } from './addresses.loaders.ts';
export { addressesInput, type GivenAddresses, saveAddresses } from './addresses.service.ts';
export { AddressInput, AddressType } from './addresses.types.ts';
