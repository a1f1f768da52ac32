import type { Carrier } from '#telemetry/trace.js';

/** An event on the wire: the CloudEvents attributes, W3C trace context, who and why, and its place among its kind. */
export interface EventEnvelope {
  specversion: '1.0';
  id: string;
  /** The telling service, `/loupan/sales`. */
  source: string;
  /** `sales.unit-subscribed.v1` */
  type: string;
  /** The id it is about. */
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  /** 1, 2, 3 … for each subject, without gaps: a listener waits for the one before. */
  sequence: number;
  actor: { id: string; name: string };
  reason?: string;
  traceparent?: string;
  tracestate?: string;
  data: object;
}

/** A command or query on the wire. */
export interface AskEnvelope {
  payload: object;
  token: string;
  /** The idempotency key (ALL-8). */
  key: string;
  /** After this moment (ms) nobody waits for the answer any more. */
  until: number;
  carrier: Carrier;
}

/** The answer on the wire: exactly one of these. */
export interface AnswerEnvelope {
  answer?: object;
  refused?: { code: string; facts: object };
  invalid?: { field: string; check: string; message: string }[];
  unavailable?: string;
  fault?: string;
}
