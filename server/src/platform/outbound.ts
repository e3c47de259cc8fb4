import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** A connection to a place that a partner named was not made; the message says why. */
export class OutboundRefused extends Error {
  override name = 'OutboundRefused';
}

const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
// of the global range: addresses that carry an IPv4 address, and those for documentation
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** Whether an address lies in the public internet. */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return !inside.check(address, 'ipv4');
  return kind === 6 && global6.check(address, 'ipv6') && !inside.check(address, 'ipv6');
}

export const SAY_PRIVATE =
  'lies in a private network. The operator can allow that with OUTBOUND_PRIVATE=allow.';

/**
 * Whether a host that a partner names is known to lie in a private network before anybody looks its name up: an address,
 * however it is written, or this machine. Names may resolve to one later all the same.
 */
export function isPrivateByName(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (/(^|\.)localhost$/i.test(bare)) return true;
  const written = bare.includes(':') ? `[${bare}]` : bare;
  if (!URL.canParse(`http://${written}`)) return false;
  const { hostname } = new URL(`http://${written}`);
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) !== 0 && !isPublicAddress(address);
}

/**
 * The address of a host that a partner named, to connect to just that: asking again could give another answer.
 * Refuses hosts with an address inside a private network unless the operator allows them.
 */
export async function outboundAddress(
  host: string,
  allowPrivate: boolean,
): Promise<{ address: string; family: 4 | 6 }> {
  const bare = host.replace(/^\[|\]$/g, '');
  let found: { address: string; family: number }[];
  try {
    found = await lookup(bare, { all: true });
  } catch {
    throw new OutboundRefused(`The host ${bare} is not known.`);
  }
  if (!allowPrivate && found.some(({ address }) => !isPublicAddress(address)))
    throw new OutboundRefused(`The host ${bare} ${SAY_PRIVATE}`);
  if (!found.length) throw new OutboundRefused(`The host ${bare} has no address.`);
  return { address: found[0].address, family: found[0].family === 6 ? 6 : 4 };
}
