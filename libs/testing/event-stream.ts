import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';

/** An event that a stream sent. */
export interface StreamEvent {
  event: string;
  /** What to resume after: of this event, or the last one before it that said. */
  id: string;
  data: any;
}

/** Server-sent events as they come: connected to, read in the background, and cut off when wanted. */
export class EventStream {
  readonly events: StreamEvent[] = [];
  /** What a browser would resume after. */
  lastId = '';
  heartbeats = 0;
  /** Resolves when the other side has ended it. */
  ended: Promise<void> = Promise.resolve();
  status = 0;
  type: string | undefined;
  /** The answer, when it is no stream. */
  problem: any;
  private request?: ClientRequest;

  /** Each on a connection of its own, as a browser's. */
  static async open(url: string, headers: Record<string, string>, lastId?: string): Promise<EventStream> {
    const stream = new EventStream();
    const resume = lastId === undefined ? {} : { 'last-event-id': lastId };
    stream.request = get(url, { headers: { ...headers, ...resume }, agent: false });
    const [response] = (await once(stream.request, 'response')) as [IncomingMessage];
    stream.status = response.statusCode!;
    stream.type = response.headers['content-type'];
    if (stream.status === 200) stream.ended = stream.read(response).catch(() => undefined);
    else stream.problem = JSON.parse((await response.setEncoding('utf8').toArray()).join(''));
    return stream;
  }

  of(event: string): StreamEvent[] {
    return this.events.filter((one) => one.event === event);
  }

  /** Cuts the connection, as a lost network would. */
  async close(): Promise<void> {
    this.request!.destroy();
    await this.ended;
  }

  private async read(response: IncomingMessage): Promise<void> {
    let text = '';
    for await (const piece of response.setEncoding('utf8') as AsyncIterable<string>) {
      const blocks = (text + piece).split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) this.take(block);
    }
  }

  private take(block: string): void {
    if (block === ':') this.heartbeats++;
    const fields = new Map(block.split('\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string]));
    this.lastId = fields.get('id') ?? this.lastId;
    const data = fields.get('data');
    if (data !== undefined)
      this.events.push({ event: fields.get('event') ?? 'message', id: this.lastId, data: JSON.parse(data) });
  }
}
