import { setImmediate as others } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { eachInTurn, partsOf, whileWriting } from '../../server/src/kit/parts.ts';

describe('work in parts', () => {
  it('leaves nothing out, and keeps the order', async () => {
    expect(partsOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(partsOf([], 2)).toEqual([]);
    const all = Array.from({ length: 60 }, (_, i) => i);
    expect(await eachInTurn(all, (i) => i * 2)).toEqual(all.map((i) => i * 2));
  });

  it('prepares the next part while one is written, and writes one at a time', async () => {
    const said: string[] = [];
    await whileWriting(
      [1, 2, 3],
      async (part, written) => {
        said.push(`prepares ${part}`);
        if (part === 3) {
          await written();
          said.push('3 waited');
        }
        return part;
      },
      async (part) => {
        said.push(`writes ${part}`);
        await others();
        said.push(`wrote ${part}`);
      },
    );
    expect(said).toEqual([
      'prepares 1',
      'writes 1',
      'prepares 2',
      'wrote 1',
      'writes 2',
      'prepares 3',
      'wrote 2',
      '3 waited',
      'writes 3',
      'wrote 3',
    ]);
  });

  it('fails with what was written before, and writes nothing after it', async () => {
    const written: number[] = [];
    const failing = whileWriting(
      [1, 2, 3],
      async (part) => {
        await others();
        await others();
        return part;
      },
      async (part) => {
        written.push(part);
        if (part === 1) throw new Error('no room');
      },
    );
    await expect(failing).rejects.toThrow('no room');
    expect(written).toEqual([1]);
  });

  it('waits for what is being written when a preparation fails', async () => {
    const written: number[] = [];
    const failing = whileWriting(
      [1, 2],
      (part) => (part === 2 ? Promise.reject(new Error('no plan')) : Promise.resolve(part)),
      async (part) => {
        await others();
        written.push(part);
      },
    );
    await expect(failing).rejects.toThrow('no plan');
    expect(written).toEqual([1]);
  });
});
