import { WebSocket, type ClientOptions } from 'ws';

export interface Message {
  type: string;
  id?: string;
  payload?: any;
}

/** A WebSocket that speaks graphql-transport-ws by hand, so that a test sees every message and code. */
export class Socket {
  readonly ws: WebSocket;
  readonly messages: Message[] = [];
  closed: { code: number; reason: string } | null = null;
  /** The status of an answer that was no WebSocket. */
  status: number | null = null;
  private waiting: (() => void)[] = [];

  constructor(url: string, options: ClientOptions & { protocol?: string } = {}) {
    this.ws = new WebSocket(
      `${url.replace('http', 'ws')}/graphql`,
      options.protocol === '' ? [] : (options.protocol ?? 'graphql-transport-ws'),
      options,
    );
    this.ws.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)) as Message);
      this.wake();
    });
    this.ws.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
      this.wake();
    });
    this.ws.on('unexpected-response', (_request, response) => {
      this.status = response.statusCode ?? null;
      this.wake();
    });
    this.ws.on('error', () => {
      this.wake();
    });
  }
  private wake(): void {
    for (const each of this.waiting.splice(0)) each();
  }

  async until<T>(found: () => T | null | undefined | false, ms = 15_000): Promise<T> {
    for (const end = Date.now() + ms; ;) {
      const value = found();
      if (value) return value;
      if (Date.now() > end)
        throw new Error(
          `nothing came; closed ${JSON.stringify(this.closed)}, messages ${JSON.stringify(this.messages).slice(0, 500)}`,
        );
      await Promise.race([
        new Promise<void>((resolve) => {
          this.waiting.push(resolve);
        }),
        new Promise((resolve) => {
          setTimeout(resolve, 250);
        }),
      ]);
    }
  }
  async opened(): Promise<this> {
    await this.until(() => this.ws.readyState === WebSocket.OPEN || this.closed || this.status);
    return this;
  }
  send(message: Message | string): void {
    this.ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }
  /** Signs in; resolves when it is acknowledged or closed. */
  async init(payload?: object): Promise<this> {
    await this.opened();
    this.send({ type: 'connection_init', ...(payload ? { payload } : {}) });
    await this.until(
      () => this.closed ?? this.messages.some((message) => message.type === 'connection_ack'),
    );
    return this;
  }
  subscribe(id: string, query: string, variables: object = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }
  /** The first message about a subscription. */
  first(id: string): Promise<Message> {
    return this.until(() => this.messages.find((message) => message.id === id));
  }
  /** The code it is closed with. */
  async code(ms?: number): Promise<number> {
    return (await this.until(() => this.closed, ms)).code;
  }
  end(): void {
    this.ws.terminate();
  }
}
