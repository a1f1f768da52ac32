import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser says that the request comes from another site than ours. SameSite keeps the cookie from such
 * requests already; this is the second lock. Programs send neither header.
 */
export function fromElsewhere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string') return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  return typeof origin === 'string' && hostOf(origin) !== host;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
