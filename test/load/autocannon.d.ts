/** The part of autocannon that is used here; it brings no types. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  interface Request {
    method?: string;
    path?: string;
    body?: string;
    headers?: Record<string, string>;
    setupRequest?: (request: Request) => Request;
  }

  interface Options {
    url: string;
    connections: number;
    amount: number;
    /** Seconds. */
    timeout?: number;
    requests: Request[];
  }

  interface Result {
    errors: number;
    timeouts: number;
  }

  /** Emits `response` (client, status, bytes, milliseconds) for each answer. */
  export default function autocannon(
    options: Options,
    done: (error: Error | null, result: Result) => void,
  ): EventEmitter;
}
