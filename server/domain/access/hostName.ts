/** What a host may contain besides its name; whatever else an address has does not belong here. */
const FOREIGN = /[\s/@?#%\\]/;
const LENGTH_MAX = 300;
const LABELS = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** A partner has so many addresses at most. */
export const HOSTS_MAX = 20;
/** Leaves room for the name of the record that proves a host. */
const OWNED_MAX = 230;

/**
 * A host as hosts are compared: in lower case, in the letters of the DNS, without port and trailing
 * dot. null for what is no host. Source: tenancy, Settings with provenance.
 */
export function hostName(text: string): string | null {
  const address = `http://${text.trim()}`;
  if (text.length > LENGTH_MAX || FOREIGN.test(text.trim()) || !URL.canParse(address)) return null;
  const host = new URL(address).hostname.replace(/\.$/, '');
  return host && !host.endsWith('.') ? host : null;
}

/**
 * Whether a host can belong to one partner in the public DNS: several labels, no address of a
 * machine, not this machine itself.
 */
export function isOwnableHost(host: string): boolean {
  return host.length <= OWNED_MAX && LABELS.test(host) && !host.endsWith('.localhost');
}
