/** The processes that have a key of their own on NATS. */
export const natsUsers = [
  'gateway',
  'inventory',
  'sales',
  'finance',
  'mortgage',
  'handover',
  'membership',
  'reporting',
] as const;

export interface Permissions {
  publish: string[];
  subscribe: string[];
  /** Answers to a request that was received, however many a burst of requests needs. */
  answers?: { max: number; expires: string };
}

/**
 * What a service may say and hear, everything else is refused: tell events under its own name, keep its own stream,
 * read others' streams through a consumer of its own name, and answer what it is asked. Only the gateway asks. Nobody
 * may delete or purge.
 */
export function permissionsOf(service: string): Permissions {
  const asks = service === 'gateway';
  const inbox = `_INBOX_${service}.>`;
  return {
    publish: [`evt.${service}.>`, ...ownStream(service), ...ownConsumers(service), ...(asks ? ['cmd.>', 'qry.>'] : [])],
    subscribe: asks ? [inbox] : [`cmd.${service}.>`, `qry.${service}.>`, inbox],
    ...(asks ? {} : { answers: { max: 16, expires: '2m' } }),
  };
}

/** Everything: for wiping in tests and for checking the invariants of a running system. */
export const operator: Permissions = { publish: ['>'], subscribe: ['>'] };

function ownStream(service: string): string[] {
  return ['CREATE', 'UPDATE'].map((verb) => `$JS.API.STREAM.${verb}.${service.toUpperCase()}`);
}

function ownConsumers(service: string): string[] {
  const api = '$JS.API.CONSUMER';
  return [
    '$JS.API.INFO',
    '$JS.API.STREAM.INFO.*',
    `${api}.CREATE.*.${service}`,
    `${api}.CREATE.*.${service}.>`,
    `${api}.DURABLE.CREATE.*.${service}`,
    `${api}.INFO.*.${service}`,
    `${api}.MSG.NEXT.*.${service}`,
    `$JS.ACK.*.${service}.>`,
  ];
}
