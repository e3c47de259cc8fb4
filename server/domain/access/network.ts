/**
 * What attempts are counted by: an IPv4 address, or the /64 of an IPv6 one, which is the least that
 * a subscriber has. IPv4 written as IPv6 is IPv4. What is no address stays as it is. Source:
 * tenancy and access, API habits.
 */
export function networkOf(address: string): string {
  const bare = address.replace(/%.*$/, '').trim();
  if (!bare.includes(':') || !URL.canParse(`http://[${bare}]`)) return bare;
  const [before, after] = new URL(`http://[${bare}]`).hostname
    .slice(1, -1)
    .split('::', 2)
    .map((half) => (half ? half.split(':') : []));
  const groups =
    after === undefined
      ? before
      : [
          ...before,
          ...Array.from({ length: 8 - before.length - after.length }, () => '0'),
          ...after,
        ];
  if (groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff') {
    const [high, low] = [parseInt(groups[6], 16), parseInt(groups[7], 16)];
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
}
