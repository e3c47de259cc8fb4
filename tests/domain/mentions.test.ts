import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentioned } from '@backhaul/domain/text/mentions';

const ann = { name: 'Ann', email: 'ann@mail.example' };
const annSmith = { name: 'Ann Smith', email: 'smith@mail.example' };
const zoe = { name: 'Zoë Quist', email: 'z.quist@mail.example' };
const all = [ann, annSmith, zoe];

describe('whom a text names', () => {
  it.each([
    ['@Ann please call', [ann]],
    ['ask @ann, then @ZOË QUIST.', [ann, zoe]],
    ['@Ann Smith knows', [annSmith]],
    ['(@smith) and @z.quist: look', [annSmith, zoe]],
    ['@ann@mail.example', [ann]],
    ["@Ann's number", []],
    ['@annika, @ann.smith or @ann@other.example', []],
    ['write to ann@mail.example', []],
    ['@ Ann @', []],
  ])('%s', (text, people) => {
    expect(mentioned(text, all)).toEqual(people);
  });

  it('are both of two that are called the same', () => {
    const other = { name: 'ann', email: 'other@mail.example' };
    expect(mentioned('@Ann', [ann, other])).toEqual([ann, other]);
  });

  it('are found wherever they are named by their address', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.lorem(), fc.lorem(), (person, before, after) => {
        expect(mentioned(`${before} @${person.email} ${after}`, all)).toContain(person);
      }),
    );
  });

  it('are nobody where no @ is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(mentioned(text.replaceAll('@', ''), all)).toEqual([]);
      }),
    );
  });
});
