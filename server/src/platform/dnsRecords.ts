import { Resolver } from 'node:dns/promises';

/** No answer that could be trusted came in time; the message is for people. */
export class DnsSilent extends Error {
  override name = 'DnsSilent';
}

/** What the server asks the DNS. */
export interface DnsRecords {
  /** The texts at a name, none where there are none. Throws DnsSilent. */
  txt(name: string): Promise<string[]>;
}

const TRY_MS = 2000;
const TRIES = 2;
/** For all tries together: whoever asked waits for it. */
const PATIENCE_MS = 6000;
/** The name, or a record of this kind, is not there. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA']);

/** servers: addresses like 192.0.2.53 or 192.0.2.53:5353; null for those of the system. */
export function createDnsRecords(servers: readonly string[] | null): DnsRecords {
  return {
    async txt(name) {
      // one for each question: giving it up must not end another's
      const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
      if (servers) resolver.setServers(servers);
      const patience = setTimeout(() => resolver.cancel(), PATIENCE_MS);
      try {
        return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
      } catch (error) {
        if (NOTHING.has((error as NodeJS.ErrnoException).code ?? '')) return [];
        throw new DnsSilent(`The DNS does not answer for ${name}.`, { cause: error });
      } finally {
        clearTimeout(patience);
      }
    },
  };
}
