import type { Actor } from '#permissions/actor.js';
import { importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose';
import { readFileSync } from 'node:fs';

/**
 * The gateway's word on who asks, valid for 60 seconds and for this command or query alone: a JWT signed with Ed25519.
 * Reads ACTOR_PRIVATE_KEY_FILE.
 */
export async function signActor(actor: Actor, subject: string): Promise<string> {
  signingKey ??= keyIn(process.env.ACTOR_PRIVATE_KEY_FILE!);
  return new SignJWT({ actor })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer('gateway')
    .setAudience(subject)
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(await signingKey);
}

/**
 * The actor of a token, checked by each service. Rejects what is forged, expired, or the word on another command or
 * query. Reads ACTOR_PUBLIC_KEY_FILE.
 */
export async function verifiedActor(token: string, subject: string): Promise<Actor> {
  const known = verified.get(token);
  if (known && known.subject === subject && known.until > Date.now()) return known.actor;
  verifyingKey ??= keyIn(process.env.ACTOR_PUBLIC_KEY_FILE!);
  const { payload } = await jwtVerify(token, await verifyingKey, { ...expected, audience: subject });
  const actor = payload.actor as Actor;
  if (verified.size > 10_000) verified.clear();
  verified.set(token, { actor, subject, until: payload.exp! * 1000 });
  return actor;
}

let signingKey: Promise<CryptoKey> | undefined;
let verifyingKey: Promise<CryptoKey> | undefined;
/** Tokens that were checked and have not expired: a burst of requests by one person is one signature to check. */
const verified = new Map<string, { actor: Actor; subject: string; until: number }>();
const expected = { issuer: 'gateway', algorithms: ['EdDSA'], requiredClaims: ['exp'] };

async function keyIn(file: string): Promise<CryptoKey> {
  return (await importJWK(JSON.parse(readFileSync(file, 'utf8')) as JWK, 'EdDSA')) as CryptoKey;
}
