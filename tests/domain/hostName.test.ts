import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostName, isOwnableHost } from '@backhaul/domain/access/hostName';

describe('a host', () => {
  it('is compared in lower case, in the letters of the DNS, without port and trailing dot', () => {
    for (const text of [
      'My.North.Example',
      'my.north.example.',
      'my.north.example:8443',
      ' MY.NORTH.EXAMPLE.:80 ',
      'my。north.example',
    ])
      expect(hostName(text), text).toBe('my.north.example');
    expect(hostName('Bücher.Example')).toBe('xn--bcher-kva.example');
    expect(hostName('XN--BCHER-KVA.example')).toBe('xn--bcher-kva.example');
    expect(hostName('[::1]:4000')).toBe('[::1]');
    expect(hostName('0x7f.1')).toBe('127.0.0.1');
  });
  it('is nothing with a path, a user, blanks or two dots at the end', () => {
    for (const text of [
      '',
      ' ',
      '.',
      'http://x.example',
      'x.example/',
      'a@x.example',
      'x.example?',
      'x.example#',
      'x y.example',
      'x.example..',
      'x%2e.example',
      'x\\.example',
      'x.example:port',
      `${'x'.repeat(301)}`,
    ])
      expect(hostName(text), text).toBeNull();
  });
  it('stays what it is when it is compared again, however it is written', () => {
    fc.assert(
      fc.property(fc.domain(), fc.boolean(), fc.boolean(), (domain, upper, dot) => {
        const host = hostName(`${upper ? domain.toUpperCase() : domain}${dot ? '.' : ''}`);
        expect(host).toBe(hostName(domain));
        if (host) expect(hostName(host)).toBe(host);
      }),
    );
  });
  it('belongs to one partner only where it is a name with several labels', () => {
    for (const host of ['my.north.example', 'xn--bcher-kva.example', 'a.xn--p1ai'])
      expect(isOwnableHost(host), host).toBe(true);
    for (const host of [
      'localhost',
      'intranet',
      '127.0.0.1',
      '[::1]',
      'x.localhost',
      'x.123',
      '-x.example',
      'x_y.example',
      '',
      `${'a.'.repeat(120)}example`,
    ])
      expect(isOwnableHost(host), host).toBe(false);
  });
});
