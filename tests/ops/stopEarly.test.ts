import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runProgram, says, stopProgram } from '../support/process.ts';

// making the sample data takes a while by itself
const LONG = process.env.BACKHAUL_LONG === 'yes';

it.each(['Starting the database', ...(LONG ? ['Making the sample data'] : [])])(
  'a stop right after "%s" is obeyed within ten seconds and leaves no database running',
  { timeout: 120_000 },
  async (moment) => {
    const folder = path.join(tmpdir(), `backhaul-ops-${randomBytes(4).toString('hex')}`);
    try {
      const program = runProgram(['start'], {
        DATA_DIR: folder,
        PORT: '0',
        SEED: 'demo',
        LOG_LEVEL: 'warn',
        DATABASE_URL: '',
      });
      await says(program, moment);
      const { code, ms } = await stopProgram(program);
      expect(code, program.output()).toBe(0);
      expect(ms).toBeLessThan(10_000);
      // on a busy machine it may still be writing its last page when the program has gone
      await expect
        .poll(() => existsSync(path.join(folder, 'postgres/data/postmaster.pid')), {
          timeout: 30_000,
        })
        .toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
