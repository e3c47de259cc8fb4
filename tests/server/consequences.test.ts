import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CONSEQUENCES } from '../../server/src/app/consequences.ts';
import { createInvoice, lockInvoice, voidIssued } from '../../server/src/modules/invoices/index.ts';
import { prepareDatabase } from '../../server/src/platform/database.ts';
import { conflict } from '../../server/src/platform/refusal.ts';
import { audit } from '../../server/src/tenancy/audit.ts';
import {
  createBoundary,
  type Boundary,
  type Consequences,
  type ScopedSql,
} from '../../server/src/tenancy/boundary.ts';
import type { Scope } from '../../server/src/tenancy/scope.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { SECRET } from '../support/secret.ts';
import { countStatements, type Counter } from '../support/statements.ts';
import { makeCustomer } from '../support/tenants.ts';

let server: TestServer;
let scope: Scope;
let appUrl: string;
let boundary: Boundary;
/** What the consequences of a test are; each test lists its own. */
let list: Partial<Consequences>;
/** The statements of the consequences in words, in their order, as the test wrote them down. */
let story: string[];

/** Every kind of the product in its order, each with what the test lists for it. */
const listed = Object.fromEntries(
  Object.keys(CONSEQUENCES).map((kind) => [
    kind,
    [
      async (sql: ScopedSql, all: readonly never[]) => {
        for (const consequence of list[kind as keyof Consequences] ?? [])
          await consequence(sql, all);
      },
    ],
  ]),
) as unknown as Consequences;

beforeAll(async () => {
  server = await startTestServer();
  ({ appUrl } = await prepareDatabase(server.ownerUrl, SECRET));
  boundary = createBoundary(appUrl, {
    publicUrl: () => '',
    today: server.app.clock.today,
    consequences: listed,
  });
  const { viewer } = await server.must('{ viewer { partner { id } } }');
  scope = (await boundary.jobScope(viewer.partner.id))!;
});
afterAll(async () => {
  await boundary.close();
  await server.stop();
});
beforeEach(() => {
  list = {};
  story = [];
});

const ids = (all: readonly { customerId: string }[]) =>
  all.map(({ customerId }) => customerId).join(' ');
/** A row that stays if the transaction does. */
const write = (sql: ScopedSql, action: string) => audit(sql, { action, entity: 'consequence' });
const written = async () =>
  (
    await boundary.inSql(scope, (sql) =>
      sql.rows<{ action: string }>(
        `select action from audit_entry where entity = 'consequence' order by at`,
      ),
    )
  ).map(({ action }) => action);

describe('what follows', () => {
  it('comes after the use case and before the commit, in the order of the list', async () => {
    list = {
      termsChanged: [
        async () => {
          story.push('first');
        },
        async (sql) => {
          story.push('second');
          await write(sql, 'with the commit');
        },
      ],
      partnerTermsChanged: [
        async () => {
          story.push('another kind, said first, listed later');
        },
      ],
    };
    const answer = await boundary.inSql(scope, async (sql) => {
      sql.happened('partnerTermsChanged', { path: '1.' });
      sql.happened('termsChanged', { customerId: 'a' });
      story.push('the use case goes on');
      return 'its answer';
    });
    expect(answer).toBe('its answer');
    expect(story).toEqual([
      'the use case goes on',
      'first',
      'second',
      'another kind, said first, listed later',
    ]);
    expect(await written()).toContain('with the commit');
  });

  it('comes once for all that happened, and once for what was said twice', async () => {
    list = {
      termsChanged: [
        async (_sql, all) => {
          story.push(ids(all));
        },
      ],
    };
    await boundary.inSql(scope, async (sql) => {
      for (const customerId of ['b', 'a', 'b']) sql.happened('termsChanged', { customerId });
    });
    expect(story).toEqual(['b a']);
  });

  it('is nothing in the next transaction of what happened in this one', async () => {
    list = {
      termsChanged: [
        async (_sql, all) => {
          story.push(ids(all));
        },
      ],
    };
    await boundary.inSql(scope, async (sql) => sql.happened('termsChanged', { customerId: 'a' }));
    await boundary.inSql(scope, async (sql) => sql.happened('termsChanged', { customerId: 'b' }));
    await boundary.inSql(scope, async () => {});
    expect(story).toEqual(['a', 'b']);
  });

  it('goes on in waves with what consequences cause, until nothing is new', async () => {
    list = {
      termsChanged: [
        async (sql, all) => {
          story.push(`customers ${ids(all)}`);
          if (ids(all) === 'a b') sql.happened('partnerTermsChanged', { path: '1.' });
        },
        async () => {
          story.push('the rest of the wave before what it caused');
        },
      ],
      partnerTermsChanged: [
        async (sql, all) => {
          story.push(`places ${all.map(({ path }) => path).join(' ')}`);
          // the same customer again: its terms are others than those of the first wave
          sql.happened('termsChanged', { customerId: 'a' });
        },
      ],
    };
    await boundary.inSql(scope, async (sql) => {
      sql.happened('termsChanged', { customerId: 'a' });
      sql.happened('termsChanged', { customerId: 'b' });
    });
    expect(story).toEqual([
      'customers a b',
      'the rest of the wave before what it caused',
      'places 1.',
      'customers a',
      'the rest of the wave before what it caused',
    ]);
  });

  it('ends with an error that names the circle, and with nothing written', async () => {
    list = {
      termsChanged: [
        async (sql) => {
          story.push('again');
          await write(sql, 'of the circle');
          sql.happened('termsChanged', { customerId: 'a' });
        },
      ],
    };
    await expect(
      boundary.inSql(scope, async (sql) => sql.happened('termsChanged', { customerId: 'a' })),
    ).rejects.toThrow(/^termsChanged still happened after 10 waves/);
    expect(story).toHaveLength(10);
    expect(await written()).not.toContain('of the circle');
  });

  it('takes the use case back when it refuses', async () => {
    list = {
      termsChanged: [
        async (sql) => {
          await write(sql, 'by the consequence');
          throw conflict('NOT_BILLED', 'It refuses.');
        },
      ],
    };
    await expect(
      boundary.inSql(scope, async (sql) => {
        await write(sql, 'by the use case');
        sql.happened('termsChanged', { customerId: 'a' });
      }),
    ).rejects.toThrow('It refuses.');
    expect(await written()).not.toContain('by the use case');
    expect(await written()).not.toContain('by the consequence');
  });

  it('is nothing of a use case that refuses itself', async () => {
    list = {
      termsChanged: [
        async () => {
          story.push('followed');
        },
      ],
    };
    await expect(
      boundary.inSql(scope, async (sql) => {
        sql.happened('termsChanged', { customerId: 'a' });
        throw conflict('NOT_BILLED', 'The use case refuses.');
      }),
    ).rejects.toThrow('The use case refuses.');
    expect(story).toEqual([]);
  });
});

describe("a deadlock's victim", () => {
  const lock = (sql: ScopedSql, id: string) =>
    sql.rows('select 1 from customer where id = $1 for update', [id]);

  /**
   * Two that lock two customers crosswise, each its second one once the other has its first. The
   * victim begins again when the other is done, else it could be the victim once more.
   */
  async function crosswise(
    work: (sql: ScopedSql, name: string, meet: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    let both = () => {};
    const met = new Promise<void>((resolve) => {
      both = resolve;
    });
    const there = new Set<string>();
    const done = new Map<string, Promise<void>>();
    const begin = (name: string, other: string) =>
      boundary.inSql(scope, async (sql) => {
        if (there.has(name)) await done.get(other);
        await work(sql, name, async () => {
          there.add(name);
          if (there.size === 2) both();
          await met;
        });
      });
    done.set('one', begin('one', 'two'));
    done.set('two', begin('two', 'one'));
    await Promise.all(done.values());
  }

  it('begins again with nothing collected', async () => {
    const { partnerId } = scope as { partnerId: string };
    const customers = [
      (await makeCustomer(server, partnerId)).id,
      (await makeCustomer(server, partnerId)).id,
    ];
    const tried: string[] = [];
    list = {
      termsChanged: [
        async (sql, all) => {
          await write(sql, `deadlock: ${ids(all)}`);
        },
      ],
    };
    await crosswise(async (sql, name, meet) => {
      tried.push(name);
      const mine = name === 'one' ? customers : customers.toReversed();
      await lock(sql, mine[0]);
      sql.happened('termsChanged', {
        customerId: `${name}, try ${tried.filter((n) => n === name).length}`,
      });
      await meet();
      await lock(sql, mine[1]);
    });
    expect(tried).toHaveLength(3);
    const again = tried.at(-1)!;
    const other = again === 'one' ? 'two' : 'one';
    expect((await written()).filter((action) => action.startsWith('deadlock')).sort()).toEqual(
      [`deadlock: ${again}, try 2`, `deadlock: ${other}, try 1`].sort(),
    );
  });

  it('begins again as a whole when a consequence was the victim', async () => {
    const { partnerId } = scope as { partnerId: string };
    const customers = [
      (await makeCustomer(server, partnerId)).id,
      (await makeCustomer(server, partnerId)).id,
    ];
    const meetings = new Map<ScopedSql, () => Promise<void>>();
    const begun: string[] = [];
    list = {
      termsChanged: [
        async (sql, [{ customerId }]) => {
          await meetings.get(sql)!();
          await lock(sql, customerId);
          await write(sql, 'crossed');
        },
      ],
    };
    await crosswise(async (sql, name, meet) => {
      begun.push(name);
      meetings.set(sql, meet);
      const [mine, theirs] = name === 'one' ? customers : customers.toReversed();
      await lock(sql, mine);
      sql.happened('termsChanged', { customerId: theirs });
    });
    expect(begun).toHaveLength(3);
    expect((await written()).filter((action) => action === 'crossed')).toHaveLength(2);
  });
});

describe('many at once', () => {
  const MANY = 12;
  let counter: Counter;
  let counted: Boundary;
  beforeAll(async () => {
    counter = await countStatements(appUrl);
    counted = createBoundary(counter.through(appUrl), {
      publicUrl: () => 'https://isp.example',
      today: server.app.clock.today,
      consequences: CONSEQUENCES,
    });
  });
  afterAll(async () => {
    await counted.close();
    await counter.close();
  });

  it('cost as many statements as one, whatever happened to them', async () => {
    const { partnerId } = scope as { partnerId: string };
    const customers: string[] = [];
    for (let i = 0; i < MANY; i += 1) customers.push((await makeCustomer(server, partnerId)).id);
    const invoices: string[] = [];
    const payments: string[] = [];
    for (const customerId of customers) {
      const { createInvoice, recordPayment } = await server.must(
        `mutation ($customerId: ID!) {
          createInvoice(input: { customerId: $customerId, documentDate: "2026-05-01",
            lines: [{ description: "Visit", quantity: "1", unitPrice: "10" }] }) { id }
          recordPayment(input: { customerId: $customerId, amount: "5", date: "2026-05-02",
            method: CASH }) { id }
        }`,
        { customerId },
      );
      invoices.push(createInvoice.id);
      payments.push(recordPayment.id);
    }
    /** The statements of one transaction in which everything happens to so many customers. */
    const statements = (many: number) =>
      counter.during(() =>
        counted.inSql(scope, async (sql) => {
          for (const [i, customerId] of customers.slice(0, many).entries()) {
            const on = '2026-05-03';
            const [invoiceId, paymentId] = [invoices[i], payments[i]];
            sql.happened('statusMoved', {
              customerId,
              from: 'INACTIVE',
              to: 'BLOCKED',
              byHand: false,
              on,
            });
            sql.happened('termsChanged', { customerId });
            sql.happened('invoiceIssued', { customerId, invoiceId, on });
            sql.happened('invoiceVoided', { customerId, invoiceId, on });
            sql.happened('chargeUndone', { customerId, on });
            sql.happened('moneyCame', { customerId, on });
            sql.happened('paymentRecorded', { paymentId });
            sql.happened('paymentReversed', { customerId, paymentId, on });
            sql.happened('accountChanged', { customerId });
          }
        }),
      );
    const first = await statements(1); // what is connected and announced for the first time counts too
    const one = await statements(1);
    expect(one).toBeGreaterThan(10);
    expect(await statements(MANY)).toBeLessThanOrEqual(Math.max(first, one));
  });

  it('lines of a document cost as many statements as few, issued and taken back', async () => {
    const { partnerId } = scope as { partnerId: string };
    const { id: customerId } = await makeCustomer(server, partnerId);
    const statements = (many: number) =>
      counter.during(() =>
        counted.inSql(scope, async (sql) => {
          const id = await createInvoice(sql, {
            customerId,
            documentDate: '2026-05-01',
            lines: Array.from({ length: many }, (_, i) => ({
              description: `Part ${i}`,
              unitPrice: i % 10 === 9 ? '-1' : '2',
            })),
          });
          const { account } = await lockInvoice(sql, id);
          const on = '2026-05-02';
          await voidIssued(sql, account, id, { reason: 'wrong', on, entry: (of) => `No ${of}` });
        }),
      );
    await statements(2);
    const few = await statements(2);
    expect(await statements(100)).toBeLessThanOrEqual(few);
    const { customer } = await server.must(
      `query ($id: ID!) { customer(id: $id) { balance transactions(first: 200) {
        nodes { type amount description balanceAfter } } } }`,
      { id: customerId },
    );
    expect(customer.balance).toBe('0.00');
    expect(customer.transactions.nodes.slice(0, 3)).toEqual([
      { type: 'DEBIT', amount: '1.00', description: 'No Part 99', balanceAfter: '0.00' },
      { type: 'CREDIT', amount: '2.00', description: 'No Part 98', balanceAfter: '1.00' },
      { type: 'CREDIT', amount: '2.00', description: 'No Part 97', balanceAfter: '-1.00' },
    ]);
  });
});
