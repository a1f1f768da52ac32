import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

const given = new Set<number>();

/**
 * A free TCP port of this machine, never given twice by this process. Below the range from which systems take the
 * local ports of outgoing connections, so a server can be restarted on it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

/** Whether a server could listen on `host:port` now. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first that a server says to a new connection, '' when nothing within `ms`, undefined when none listens. */
export function greeting(port: number, ms = 500, host = '127.0.0.1'): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    let open = false;
    const end = (answer: string | undefined) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ms, () => end(open ? '' : undefined));
    socket.once('connect', () => (open = true));
    socket.once('error', () => end(undefined));
    socket.once('data', (chunk) => end(chunk.toString('utf8')));
    socket.once('close', () => end(undefined));
  });
}

/** Whether anything listens on `port`. */
export async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve((socket.destroy(), true)));
    socket.once('error', () => resolve(false));
  });
}
