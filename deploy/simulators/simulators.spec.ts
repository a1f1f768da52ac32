import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from '@jest/globals';

const loan = { reference: 'loan-1', unit: '3-1201', amount: '1000000.01' };
const contract = { reference: 'contract-1', kind: 'contract', unit: '3-1201' };
const running: ChildProcess[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((child) => stop(child)));
});

describe('the bank', () => {
  it('approves, and pays out in parts once the mortgage is registered', async () => {
    const bank = await office('bank', { SIM_BEHAVIOUR: '{"parts":3}' });
    const applied = await bank.post('/applications', loan, { 'idempotency-key': 'a' });
    expect(applied).toMatchObject({ status: 202, body: { bankReference: 'LN00000001' } });
    expect(await kinds(bank, 'applications/loan-1')).toEqual(['received', 'approved']);
    expect((await bank.post('/applications/loan-1/mortgage-registered', { number: 'DY1' })).status).toBe(409);
    expect((await bank.post('/applications/loan-1/signed')).status).toBe(202);
    for (const _ of [1, 2]) await bank.post('/applications/loan-1/mortgage-registered', { number: 'DY1' });
    const { notices } = (await bank.get('/applications/loan-1/notices?after=2')).body;
    expect(notices.map((notice: any) => [notice.sequence, notice.kind, notice.amount])).toEqual([
      [3, 'disbursed', '333333.33'],
      [4, 'disbursed', '333333.33'],
      [5, 'disbursed', '333333.35'],
    ]);
  });

  it('answers a repeated key as before, and another content under it with 422', async () => {
    const bank = await office('bank');
    const first = await bank.post('/applications', loan, { 'idempotency-key': 'a' });
    expect(await bank.post('/applications', loan, { 'idempotency-key': 'a' })).toEqual(first);
    const other = { ...loan, amount: '2.00' };
    expect((await bank.post('/applications', other, { 'idempotency-key': 'a' })).status).toBe(422);
    expect((await bank.post('/applications', other, { 'idempotency-key': 'b' })).status).toBe(409);
    for (const amount of ['0', '0.00', '1.005', '1e6', '-1', 5]) {
      expect((await bank.post('/applications', { ...loan, reference: 'x', amount })).status).toBe(400);
    }
    expect((await bank.get('/applications/toString')).status).toBe(404);
  });

  it('refuses whom it is told to, and asks others for more papers first', async () => {
    const bank = await office('bank');
    await bank.put('/behaviour', { refuse: ['loan-1'], morePapers: ['/^2-/'] });
    await bank.post('/applications', loan);
    await bank.post('/applications', { ...loan, reference: 'loan-2', unit: '2-0101' });
    expect(await kinds(bank, 'applications/loan-1')).toEqual(['received', 'refused']);
    expect(await kinds(bank, 'applications/loan-2')).toEqual(['received', 'more-papers']);
    await bank.post('/applications/loan-2/papers');
    expect(await kinds(bank, 'applications/loan-2')).toEqual(['received', 'more-papers', 'approved']);
    expect((await bank.put('/behaviour', { refuse: 'all' })).status).toBe(400);
    expect((await bank.put('/behaviour', { mood: 'bad' })).status).toBe(400);
  });

  it('delivers twice and out of order without losing a notice, in the same order for the same seed', async () => {
    const env = { SIM_SEED: '7', SIM_BEHAVIOUR: '{"duplicate":true,"shuffle":true,"parts":4}' };
    const orders = await Promise.all(
      [1, 2].map(async () => {
        const bank = await office('bank', env);
        await bank.post('/applications', loan);
        await bank.post('/applications/loan-1/signed');
        await bank.post('/applications/loan-1/mortgage-registered', { number: 'DY1' });
        return (await bank.get('/applications/loan-1/notices')).body.notices;
      }),
    );
    const ids = orders[0].map((notice: any) => notice.id);
    expect(ids).toHaveLength(12);
    expect(new Set(ids).size).toBe(6);
    expect(ids.slice(0, 6)).not.toEqual(ids.slice(0, 6).toSorted());
    expect(orders[1].map((notice: any) => notice.id)).toEqual(ids);
    expect(orders[0].map((notice: any) => notice.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('is out of order or loses its answer, and the same command can be sent again', async () => {
    const bank = await office('bank', { SIM_BEHAVIOUR: '{"drop":1}' });
    await expect(bank.post('/applications', loan, { 'idempotency-key': 'a' })).rejects.toThrow();
    await bank.put('/behaviour', { errorRate: 1 });
    expect((await bank.post('/applications', loan, { 'idempotency-key': 'a' })).status).toBe(500);
    await bank.put('/behaviour', {});
    const again = await bank.post('/applications', loan, { 'idempotency-key': 'a' });
    expect(again).toMatchObject({ status: 202, body: { bankReference: 'LN00000001' } });
  });
});

describe('the registry', () => {
  it('registers with a number and a time, and cancels', async () => {
    const registry = await office('registry');
    for (const _ of [1, 2]) expect((await registry.post('/filings', contract)).status).toBe(202);
    const filing = (await registry.get('/filings/contract-1')).body;
    expect(filing).toMatchObject({ state: 'registered', number: expect.stringMatching(/^WQ\d{12}$/) });
    expect(Date.parse(filing.registeredAt)).toBeLessThanOrEqual(Date.now());
    expect((await registry.post('/filings/contract-1/cancellation')).body).toMatchObject({ state: 'cancelled' });
    expect(await kinds(registry, 'filings/contract-1')).toEqual(['submitted', 'registered', 'cancelled']);
  });

  it('takes its time, and never registers what was cancelled meanwhile', async () => {
    const registry = await office('registry', { SIM_BEHAVIOUR: '{"delayMs":60000,"jitterMs":1000}' });
    await registry.post('/filings', contract);
    expect((await registry.get('/filings/contract-1')).body).toMatchObject({ state: 'submitted' });
    await registry.post('/filings/contract-1/cancellation');
    expect(await kinds(registry, 'filings/contract-1')).toEqual(['submitted', 'cancelled']);
  });

  it('refuses with a reason', async () => {
    const registry = await office('registry', { SIM_BEHAVIOUR: '{"refuse":["3-1201"]}' });
    await registry.post('/filings', contract);
    expect((await registry.get('/filings/contract-1')).body).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('材料不齐'),
    });
    expect((await registry.post('/filings', { ...contract, kind: 'rumour' })).status).toBe(400);
  });

  it('finds its matters and what it delivered again after being killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'registry-'));
    const env = { SIM_STATE_FILE: join(folder, 'state.json') };
    const before = await office('registry', env);
    await before.post('/filings', contract, { 'idempotency-key': 'a' });
    const told = (await before.get('/filings/contract-1/notices')).body;
    await stop(before.process, 'SIGKILL');
    const after = await office('registry', env);
    expect((await after.get('/filings/contract-1/notices')).body).toEqual(told);
    expect((await after.get('/filings/contract-1/notices?after=2')).body).toEqual({ notices: [] });
    await rm(folder, { recursive: true });
  });
});

describe('the tax office', () => {
  const property = {
    ...{ filingNumber: 'WQ1', propertyCode: 'F1', address: '一号', landVatProject: 'T1', area: '10.00' },
    ...{ unitPrice: '10', taxCode: '5000000000000000000' },
  };
  const sums = { amount: '109.00', net: '100.00', vat: '9.00' };
  const blue = { reference: 'a.1', kind: 'blue', unit: '3-1201', property, ...sums };
  const red = (reference: string, number: string, amounts: object = {}) => {
    const below = { amount: '-109.00', net: '-100.00', vat: '-9.00', ...amounts };
    return { ...blue, ...below, reference, kind: 'red', reverses: { number } };
  };

  it('numbers an invoice once, and other content under its reference is another invoice', async () => {
    const tax = await office('tax');
    for (const _ of [1, 2]) expect((await tax.post('/invoices', blue)).status).toBe(202);
    const { body } = await tax.get('/invoices/a.1');
    expect(body).toMatchObject({ state: 'accepted', number: expect.stringMatching(/^\d{20}$/) });
    expect((await tax.post('/invoices', { ...blue, net: '99.00' })).status).toBe(409);
    expect((await tax.get('/invoices/b.1')).status).toBe(404);
  });

  it('refuses what lacks a field, and a red letter that is not of its invoice or comes twice', async () => {
    const tax = await office('tax');
    await tax.post('/invoices', { ...blue, reference: 'b.1', property: { ...property, area: '' } });
    expect((await tax.get('/invoices/b.1')).body).toMatchObject({ reason: expect.stringContaining('area') });
    await tax.post('/invoices', blue);
    const { number } = (await tax.get('/invoices/a.1')).body;
    const other = red('r.1', '26440000999999999999');
    const less = red('r.2', number, { amount: '-108.00', net: '-99.00' });
    for (const body of [other, less, red('r.3', number), red('r.4', number)]) {
      const { reference } = body;
      expect((await tax.post('/invoices', body)).status).toBe(202);
      const { state } = (await tax.get(`/invoices/${reference}`)).body;
      expect([reference, state]).toEqual([reference, reference === 'r.3' ? 'accepted' : 'refused']);
    }
  });
});

/** Starts the simulator as a process of its own on a free port. */
async function office(name: string, env: Record<string, string> = {}) {
  const program = spawn(process.execPath, [`deploy/simulators/${name}.ts`], {
    env: { PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(program);
  const [first] = (await once(createInterface(program.stdout), 'line')) as [string];
  const url = `http://127.0.0.1:${/^listening (\d+)$/.exec(first)?.[1]}`;
  const ask = async (method: string, path: string, body?: unknown, headers = {}) => {
    const answer = await fetch(url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: answer.status, body: (await answer.json()) as any };
  };
  return {
    process: program,
    get: (path: string) => ask('GET', path),
    put: (path: string, body: unknown) => ask('PUT', path, body),
    post: (path: string, body?: unknown, headers?: Record<string, string>) => ask('POST', path, body, headers),
  };
}

async function kinds(from: Awaited<ReturnType<typeof office>>, path: string): Promise<string[]> {
  return (await from.get(`/${path}/notices?after=0`)).body.notices.map((notice: { kind: string }) => notice.kind);
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}
