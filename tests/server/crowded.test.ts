import { connect, type Socket as Line } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Room } from '../../server/src/app/http/room.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { Socket } from '../support/socket.ts';
import { makeCustomer, makeTenant, makeUser, type Tenant } from '../support/tenants.ts';

const LIMITS = { pieces: 2, waiting: 2, waitMs: 60_000, weight: 100, light: 10 };

describe('room for what people wait for', () => {
  it('is for few pieces of one owner; the others of that owner wait, and nobody else', async () => {
    const room = new Room(LIMITS);
    const first = await room.enter('a', 1);
    const second = await room.enter('a', 1);
    let third = false;
    const waits = room.enter('a', 1).then((stay) => {
      third = true;
      return stay;
    });
    await room.enter('b', 1);
    expect(third).toBe(false);
    first.leave();
    first.leave(); // leaving twice makes no room for two
    const leaveThird = await waits;
    const waiting = [room.enter('a', 1), room.enter('a', 1)];
    await expect(room.enter('a', 1)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    second.leave();
    leaveThird.leave();
    for (const stay of await Promise.all(waiting)) stay.leave();
  });

  it('is bounded in what heavy pieces of all owners weigh, and what is light goes on', async () => {
    const room = new Room(LIMITS);
    const stay = await room.enter('a', 90);
    let heavy = false;
    const waits = room.enter('b', 90).then((left) => {
      heavy = true;
      return left;
    });
    await room.enter('c', 5);
    expect(heavy).toBe(false);
    stay.leave();
    (await waits).leave();
    await room.enter('d', 1000); // more than all the room: alone
  });

  it('is given in turns', async () => {
    const room = new Room({ ...LIMITS, pieces: 1, waiting: 10 });
    const order: string[] = [];
    const enter = (name: string) =>
      room.enter(name, 90).then((stay) => {
        order.push(name);
        return stay;
      });
    const stay = await enter('a');
    const waiting = ['a', 'a', 'a', 'b'].map((name) => enter(name).then((next) => next.leave()));
    stay.leave();
    await Promise.all(waiting);
    expect(order.indexOf('b')).toBeLessThan(4);
    expect(order).toHaveLength(5);
  });

  it('lets what is light pass what is heavy and waits, and gives an owner one heavy piece at a time', async () => {
    const room = new Room({ ...LIMITS, pieces: 3 });
    const heavy = await room.enter('a', 40);
    let second = false;
    const waits = room.enter('a', 40).then((stay) => {
      second = true;
      return stay;
    });
    (await room.enter('a', 1)).leave();
    (await room.enter('b', 40)).leave();
    expect(second).toBe(false);
    heavy.leave();
    (await waits).leave();
  });

  it('is given to a piece that turns out heavier before it goes on, unless all that has room waits', async () => {
    const room = new Room(LIMITS);
    const [a, b] = [await room.enter('a', 50), await room.enter('b', 1)];
    await b.grow(40);
    let grown = false;
    const waits = a.grow(70).then(() => {
      grown = true;
    });
    await expect(b.grow(60)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(grown).toBe(false);
    b.leave();
    await waits;
    await a.grow(5000); // alone
    let next = false;
    const after = room.enter('c', 40).then(() => {
      next = true;
    });
    expect(next).toBe(false);
    a.leave();
    await after;
  });

  it('is not kept for a piece that left while it waited for more', async () => {
    const room = new Room(LIMITS);
    const [a, b] = [await room.enter('a', 50), await room.enter('b', 40)];
    const waits = a.grow(90);
    a.leave();
    b.leave();
    await waits;
    let whole = false;
    const enters = room.enter('c', 100).then(() => {
      whole = true;
    });
    await Promise.race([enters, new Promise((resolve) => setImmediate(resolve))]);
    expect(whole).toBe(true);
  });

  it('is refused to whoever waited too long', async () => {
    const room = new Room({ ...LIMITS, pieces: 1, waitMs: 20 });
    await room.enter('a', 1);
    await expect(room.enter('a', 1)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });
});

let server: TestServer;
let north: Tenant;
/** Of somebody who only reads. */
let token: string;
beforeAll(async () => {
  server = await startTestServer();
  north = await makeTenant(server, 'North Net');
  ({ token } = await makeUser(server, north.id, 'READ_ONLY'));
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => makeCustomer(server, north.id, { name: `Many ${i}` })),
  );
});
afterAll(async () => {
  await server.stop();
});

const HEAVY = `{ customers(first: 90) { totalCount nodes { id name balance outstanding overdue partner { name customerCount }
  services(first: 50) { nodes { id description unitPrice } } invoices(first: 50) { nodes { id lines { description } } }
  transactions(first: 50) { nodes { amount } } } } }`;

describe('one account that asks for very much at once', () => {
  it('is answered, a few operations after the other, and others meanwhile', async () => {
    let pending = 40;
    const all = Array.from({ length: 40 }, () =>
      server.ask(HEAVY, {}, token).finally(() => {
        pending -= 1;
      }),
    );
    const { viewer } = await server.must('{ viewer { name } }', {}, server.operator);
    expect(viewer.name).toBeTruthy();
    expect(pending).toBeGreaterThan(20);
    expect((await Promise.all(all)).flatMap(({ errors }) => errors ?? [])).toEqual([]);
  });

  it('holds no more records than an answer may, however long the lists without pages turn out', async () => {
    const customer = await makeCustomer(server, north.id, { name: 'Many lines' });
    const lines = Array.from({ length: 200 }, (_, i) => ({
      description: `Line ${i}`,
      quantity: '1',
      unitPrice: '1.00',
    }));
    await Promise.all(
      Array.from({ length: 15 }, () =>
        server.must(
          `mutation($input: InvoiceInput!) { createInvoice(input: $input) { id } }`,
          { input: { customerId: customer.id, documentDate: '2026-03-01', lines } },
          server.operator,
        ),
      ),
    );
    const query = `query($id: ID!) { customer(id: $id) { invoices(first: 15) { nodes { customer {
      invoices(first: 15) { nodes { lines { description } } } } } } } }`;
    const { errors } = await server.ask(query, { id: customer.id }, token);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('costs too much'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(errors!.length).toBeLessThan(300);
    const { viewer } = await server.must('{ viewer { name } }', {}, token);
    expect(viewer.name).toBeTruthy();
  });

  it('sends no more bodies than there is room for, while small ones of others come through', async () => {
    const port = Number(new URL(server.url).port);
    const begin = () =>
      new Promise<{ line: Line; answered: Promise<string> }>((resolve) => {
        const line = connect(port, '127.0.0.1', () => {
          line.write(
            `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000024\r\n\r\n${' '.repeat(900_000)}`,
            () => resolve({ line, answered }),
          );
        });
        line.on('error', () => {});
        const answered = new Promise<string>((answer) => {
          let text = '';
          line.on('data', (data) => {
            text += String(data);
          });
          line.on('close', () => answer(text));
        });
      });
    const lines = await Promise.all(Array.from({ length: 30 }, begin));
    const refused = await Promise.race([
      Promise.all(lines.slice(20).map(({ answered }) => answered)),
      // all that came within the room are waited for by the server, the rest are cut off at once
      Promise.all(lines.map(({ answered }) => answered)),
    ]);
    expect(refused.every((text) => text.startsWith('HTTP/1.1 503 '))).toBe(true);
    for (const { line } of lines) line.destroy();
    await expect
      .poll(
        async () =>
          (
            await fetch(`${server.url}/graphql`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: '{"query":"{ __typename }"}',
            })
          ).status,
      )
      .toBe(200);
  });

  it('has no more text waiting than there is room for, and its socket goes on', async () => {
    const socket = await new Socket(server.url).init({ authorization: `Bearer ${token}` });
    const long = '#'.repeat(90_000);
    for (let i = 0; i < 100; i++)
      socket.subscribe(`s${i}`, `#${long}\nsubscription { financeMetrics { currency } } #${i}`);
    await socket.until(() => socket.messages.some(({ id }) => id === 's99'));
    const refusals = socket.messages.filter(
      ({ type, payload }) => type === 'error' && payload[0].extensions.code === 'RATE_LIMITED',
    );
    expect(refusals.length).toBeGreaterThan(50);
    expect(socket.closed).toBeNull();
    socket.end();
  });

  it('keeps no more operations listening than there is room for, equal ones once', async () => {
    const socket = await new Socket(server.url).init({ authorization: `Bearer ${token}` });
    const names = (i: number) =>
      Array.from({ length: 400 }, (_, k) => `a${i}_${k}: currency`).join(' ');
    const wide = (i: number) =>
      `subscription { financeMetrics { ...f } } fragment f on FinanceMetrics { currency ${names(i)} }`;
    for (let i = 0; i < 3; i++) {
      socket.subscribe(`w${i}`, wide(i));
      await socket.first(`w${i}`);
    }
    // refused for their width or their size: nothing of them is kept either way
    expect(socket.closed).toBeNull();
    for (let i = 0; i < 50; i++)
      socket.subscribe(`e${i}`, `#${i}\nsubscription { financeMetrics { currency } }`);
    await socket.until(() => socket.messages.some(({ id }) => id === 'e49'), 60_000);
    expect(
      socket.messages.filter(({ id, type }) => id?.startsWith('e') && type === 'error'),
    ).toEqual([]);
    socket.end();
  });
});
