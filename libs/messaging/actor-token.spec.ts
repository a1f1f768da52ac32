import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { actorKeys } from '#testing/actor-keys.js';
import { acting, cast } from '#testing/cast.js';
import { type CryptoKey, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import { signActor, verifiedActor } from './actor-token.js';

const subject = 'cmd.finance.record-receipt';
const qian = acting(cast.qian, 'receipt.record');
let ours: CryptoKey;

beforeAll(async () => {
  Object.assign(process.env, actorKeys());
  const key = JSON.parse(readFileSync(process.env.ACTOR_PRIVATE_KEY_FILE!, 'utf8'));
  ours = (await importJWK(key, 'EdDSA')) as CryptoKey;
});

const soon = () => Math.floor(Date.now() / 1000) + 60;
const claims = (more: JWTPayload = {}) => ({ actor: qian, iss: 'gateway', aud: subject, exp: soon(), ...more });
const signed = (payload: JWTPayload, key = ours) => new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA' }).sign(key);
const unsigned = () => {
  const part = (of: object) => Buffer.from(JSON.stringify(of)).toString('base64url');
  return Promise.resolve(`${part({ alg: 'none' })}.${part(claims())}.`);
};

describe('the gateway’s word on who asks', () => {
  it('is taken as it was given', async () => {
    expect(await verifiedActor(await signActor(qian, subject), subject)).toEqual(qian);
    expect(await verifiedActor(await signed(claims()), subject)).toEqual(qian);
  });

  it('is not taken for another command, also when it was taken for its own before', async () => {
    const token = await signActor(qian, subject);
    await verifiedActor(token, subject);
    await expect(verifiedActor(token, 'cmd.finance.pay-refund')).rejects.toThrow('aud');
  });

  it.each<[string, () => Promise<string>]>([
    ['signed by somebody else', async () => signed(claims(), (await generateKeyPair('EdDSA')).privateKey)],
    ['not signed', unsigned],
    ['expired', () => signed(claims({ exp: soon() - 61 }))],
    ['good for ever', () => signed(claims({ exp: undefined }))],
    ['another issuer’s', () => signed(claims({ iss: 'sales' }))],
    ['changed on its way', async () => (await signActor(qian, subject)).replace(/\..{4}/, '.AAAA')],
    ['empty', () => Promise.resolve('')],
  ])('is not taken when it is %s', async (_, token) => {
    await expect(verifiedActor(await token(), subject)).rejects.toThrow();
  });
});
