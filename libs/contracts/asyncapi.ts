import { describe, partsOf } from './describe.js';
import { nameOf, type Shape, type Telling } from './message.js';

const at = '#/components/schemas/';

/** The events as AsyncAPI 3.0: a channel, a message and a sending operation for each version. */
export function asyncApi(tellings: Telling[], meanings: Map<string, string>) {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Loupan events',
      version: '1.0.0',
      description:
        'Facts that services tell each other over NATS JetStream, from an outbox, at least once, in order per id.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(tellings.map((telling) => [nameOf(telling), channelOf(telling)])),
    operations: Object.fromEntries(tellings.map((telling) => [`tell-${nameOf(telling)}`, operationOf(telling)])),
    components: {
      messages: Object.fromEntries(tellings.map((telling) => [nameOf(telling), messageOf(telling, meanings)])),
      schemas: schemas(tellings),
    },
  };
}

function channelOf(telling: Telling) {
  return {
    address: `evt.${nameOf(telling)}.{${telling.about}}`,
    parameters: { [telling.about]: { description: 'The id that the event is about, and in whose order it arrives' } },
    messages: { [telling.name]: { $ref: `#/components/messages/${nameOf(telling)}` } },
  };
}

function operationOf(telling: Telling) {
  return {
    action: 'send',
    channel: { $ref: `#/channels/${nameOf(telling)}` },
    summary: `${telling.service} tells ${nameOf(telling)}`,
    tags: [{ name: telling.service }],
    messages: [{ $ref: `#/channels/${nameOf(telling)}/messages/${telling.name}` }],
  };
}

function messageOf(telling: Telling, meanings: Map<string, string>) {
  const type = { type: 'object', properties: { type: { const: nameOf(telling) }, data: { $ref: at + telling.name } } };
  return {
    name: nameOf(telling),
    title: telling.name,
    ...(meanings.has(telling.name) ? { summary: meanings.get(telling.name) } : {}),
    contentType: 'application/json',
    payload: { allOf: [{ $ref: `${at}EventEnvelope` }, type] },
  };
}

/** Events may gain fields, so no schema is closed. */
function schemas(tellings: Telling[]): Record<string, object> {
  const shapes = new Map<string, Shape>(tellings.map((telling) => [telling.name, telling]));
  for (const telling of tellings) partsOf(telling, shapes);
  const described = [...shapes].map(([name, shape]) => [name, describe(shape, { at, open: true })] as const);
  return { EventEnvelope: envelope, ...Object.fromEntries(described) };
}

const text = { type: 'string' };
const envelope = {
  type: 'object',
  description: 'CloudEvents 1.0 attributes with W3C trace context, who, why, and the place in the order',
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string', format: 'uuid', description: 'Also the message id: what is published again is stored once' },
    source: { type: 'string', examples: ['/loupan/sales'] },
    type: text,
    subject: { type: 'string', format: 'uuid', description: 'The id it is about' },
    time: { type: 'string', format: 'date-time' },
    datacontenttype: { const: 'application/json' },
    sequence: { type: 'integer', minimum: 1, description: '1, 2, 3 … for each subject, without gaps' },
    actor: { type: 'object', properties: { id: text, name: text }, required: ['id', 'name'] },
    reason: text,
    traceparent: text,
    tracestate: text,
    data: { type: 'object' },
  },
  required: [
    ...['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'sequence', 'actor', 'data'],
  ],
};
