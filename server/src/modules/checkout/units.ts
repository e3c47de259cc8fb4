import type { GatewayKind } from '@backhaul/domain/settlement/gatewayKind';
import { heardAmount, saidAmount } from '@backhaul/domain/settlement/providerAmount';
import { GatewayDeclined } from './gateway.ts';

/** An amount in a provider's units; throws GatewayDeclined where it cannot be said there. */
export function unitsAt(kind: GatewayKind, currency: string, amountMinor: bigint): bigint {
  const said = saidAmount(kind, currency, amountMinor);
  if (said.problem !== undefined) throw new GatewayDeclined('AMOUNT_NOT_POSSIBLE', said.problem);
  return said.units;
}

/** A provider's units in our minor ones; of a currency that nobody knows as they are. */
export function minorOf(kind: GatewayKind, currency: string, units: number): bigint {
  return heardAmount(kind, currency, BigInt(units)) ?? BigInt(units);
}
