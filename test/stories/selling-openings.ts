import { checksOf } from '../../services/sales/rules/draw.ts';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sale } from './home.ts';
import type { Stage } from './stage.ts';

const verify = join(import.meta.dirname, '../../deploy/local/draw-verify.ts');

/** Opening day: favourites, rehearsal, the bell, receipts; and a draw that anyone can check (OPEN-1, OPEN-2). */
export async function openings(stage: Stage, sale: Sale): Promise<void> {
  const lin = await buyer(stage, 'zhao', sale, '林晓', '13822220001');
  const wang = await buyer(stage, 'zhou', sale, '王维', '13822220002');
  await firstCome(stage, sale, lin, wang);
  await drawn(stage, sale, lin, wang);
}

async function buyer(stage: Stage, who: string, { projectId }: Sale, name: string, phone: string): Promise<string> {
  const body = { projectId, name, phone, source: '来访', needs: '三房', firstEvent: { kind: 'first-visit' } };
  const asked = { body, eventually: true };
  return (await stage.does(who, `客户 ${name} a customer`, 'POST /v1/customers', asked)).customerId as string;
}

const inSeconds = (count: number) => new Date(Date.now() + count * 1000);
const unitsOf = ({ units }: Sale, ...codes: string[]) => codes.map((code) => units.get(code)!.unitId);

async function firstCome(stage: Stage, sale: Sale, lin: string, wang: string): Promise<void> {
  const [one, two] = unitsOf(sale, '3-1401', '3-1402') as [string, string];
  const opensAt = inSeconds(8);
  const opening = { name: '首开', mode: 'first-come', opensAt, endsAt: inSeconds(600), unitIds: [one, two] };
  const announce = `POST /v1/projects/${sale.projectId}/openings`;
  const limits = { attemptsMax: 3, coolDownSeconds: 30, favouritesMax: 1 };
  await stage.does('sun', '主任不得组织开盘 not the supervisor', announce, { body: opening, status: 403 });
  const { openingId } = await stage.does('li', '发布开盘 announced', announce, {
    ...{ body: { ...opening, ...limits }, eventually: true },
  });
  const at = `/v1/openings/${openingId}`;
  await favourites(stage, at, [one, two], lin);
  const early = { body: wants(sale, lin), status: 409, code: 'OPEN-1.not-open' };
  await stage.does('zhao', '开盘前不得认购 nobody before the bell', `POST /v1/units/${two}/subscriptions`, early);
  await rehearsed(stage, at, one, lin, wang);
  await stage.until('li', '等待开盘 the bell', at, () => Date.now() > opensAt.getTime());
  const buy = `POST /v1/units/${one}/subscriptions`;
  const { attemptId } = await stage.does('zhao', '开盘抢到 won', buy, {
    ...{ body: wants(sale, lin), holds: (body) => Boolean(body.attemptId) },
  });
  const lost = await stage.does('zhou', '晚到一步 lost, with a receipt', buy, {
    ...{ body: wants(sale, wang), status: 409, code: 'HOLD-1.unit-held', holds: ({ facts }) => facts.sequence > 0 },
  });
  await stage.does('zhou', '冷却时间 too soon again', buy, {
    ...{ body: wants(sale, wang), status: 429, code: 'OPEN-1.cool-down', holds: ({ facts }) => Boolean(facts.nextAt) },
  });
  await receipts(stage, attemptId, lost.facts.attemptId);
  await stage.does('li', '抢房记录 every attempt', `GET ${at}/attempts`, { holds: ({ items }) => items.length === 4 });
}

const wants = (sale: Sale, customerId: string) => ({ customerId, planId: sale.plans.lumpSum });

async function favourites(stage: Stage, at: string, units: string[], lin: string): Promise<void> {
  const marks = `PUT ${at}/favourites/${lin}`;
  const many = { body: { unitIds: units }, status: 409, code: 'OPEN-1.favourites-max' };
  await stage.does('zhao', '收藏超限 more than may be marked', marks, many);
  await stage.does('zhao', '收藏 marked', marks, { body: { unitIds: units.slice(0, 1) } });
  await stage.does('zhou', '热力图 the heat map, without names', `GET ${at}/heat`, {
    holds: (body) => body.units[0].favourites === 1 && !JSON.stringify(body).includes(lin),
  });
}

/** On a copy: nothing of it holds the unit. */
async function rehearsed(stage: Stage, at: string, unitId: string, lin: string, wang: string): Promise<void> {
  const rung = inSeconds(1);
  const times = { opensAt: rung, endsAt: inSeconds(300) };
  const rehearsal = await stage.does('li', '演练 a rehearsal', `POST ${at}/rehearsals`, { body: times });
  const copy = `/v1/openings/${rehearsal.openingId}`;
  const attempt = `POST ${copy}/units/${unitId}/attempts`;
  await stage.until('li', '演练开始 its bell', copy, () => Date.now() > rung.getTime() + 100);
  await stage.does('zhao', '演练抢到 won in the rehearsal', attempt, { body: { customerId: lin } });
  const late = { body: { customerId: wang }, status: 409, code: 'OPEN-1.rehearsed-held' };
  await stage.does('zhou', '演练未抢到 lost in the rehearsal', attempt, late);
  await stage.does('li', '演练结果 its results', `GET ${copy}`, { holds: ({ outcomes }) => outcomes.length === 2 });
  await stage.does('li', '演练重置 begun anew', `POST ${copy}/reset`);
}

async function receipts(stage: Stage, won: string, lost: string): Promise<void> {
  const linked = await stage.until(
    'zhao',
    '回执入链 the receipt in its chain',
    `/v1/attempts/${won}`,
    ({ link }) => link,
  );
  if (sha256(linked.line) !== linked.hash) throw new Error('the receipt is not what its hash says');
  await stage.until('zhou', '未抢到的回执 the receipt of who lost', `/v1/attempts/${lost}`, (receipt) => {
    return receipt.outcome === 'lost' && receipt.held.by === '赵' && receipt.sequence > linked.sequence;
  });
}

async function drawn(stage: Stage, sale: Sale, lin: string, wang: string): Promise<void> {
  const lengths = { deposit: '20000.00', deadlines: { 'OPEN-2.pick': 'PT3S' } };
  const policy = { body: { policy: lengths, reason: '选房时限' } };
  await stage.does('li', '选房时限 the length of a turn', `PUT /v1/projects/${sale.projectId}/policy`, policy);
  const [unitId] = unitsOf(sale, '3-1403') as [string];
  const opening = { name: '摇号', mode: 'draw', opensAt: inSeconds(4), endsAt: inSeconds(600), unitIds: [unitId] };
  const limits = { coolDownSeconds: 0, passedAgain: true };
  const announce = `POST /v1/projects/${sale.projectId}/openings`;
  const { openingId } = await stage.does('li', '摇号开盘 a draw', announce, { body: { ...opening, ...limits } });
  const at = `/v1/openings/${openingId}`;
  const list = { body: { customerIds: [lin, wang] }, holds: (body: any) => body.participants === 2 };
  await stage.does('li', '名单 the list', `POST ${at}/participants`, list);
  const { commitment } = await stage.does('li', '公布承诺 the hash is out', `POST ${at}/draw/commitment`);
  const more = { body: { customerIds: [lin] }, status: 409, code: 'OPEN-2.stage' };
  await stage.does('li', '名单不得再改 the list stands', `POST ${at}/participants`, more);
  await stage.does('li', '摇号 drawn', `POST ${at}/draw`, { body: { witnesses: ['公证员：三月初八'] } });
  await published(stage, at, commitment);
  await picked(stage, sale, at, unitId, [lin, wang]);
}

async function published(stage: Stage, at: string, commitment: string): Promise<void> {
  const holds = (sheet: any) => {
    const read = Buffer.isBuffer(sheet) ? JSON.parse(sheet.toString()) : sheet;
    return read.commitment === commitment && checksOf(read, sha256).every(({ ok }) => ok);
  };
  const file = await stage.does('zhao', '公示文件可验证 anyone can check the file', `GET ${at}/draw/file`, { holds });
  const sheet = Buffer.isBuffer(file) ? JSON.parse(file.toString()) : file;
  if (verified(sheet) !== 0) throw new Error('npm run draw:verify does not agree with the published file');
  if (verified({ ...sheet, order: sheet.order.toReversed() }) !== 1)
    throw new Error('draw:verify believes a false order');
}

/** What `npm run draw:verify` ends with. */
function verified(sheet: object): number | null {
  const dir = mkdtempSync(join(tmpdir(), 'loupan-draw-'));
  try {
    const path = join(dir, 'draw.json');
    writeFileSync(path, JSON.stringify(sheet));
    return spawnSync(process.execPath, [verify, path], { timeout: 30_000 }).status;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** One picks in one's turn; who does not is passed over by the clock. */
async function picked(stage: Stage, sale: Sale, at: string, unitId: string, buyers: string[]): Promise<void> {
  const sheet = await stage.until('zhao', '轮到第一位 the first turn', at, ({ turn }) => turn);
  const seller = (number: number) => (number === 1 ? 'zhao' : 'zhou');
  const body = (number: number) => ({ body: wants(sale, buyers[number - 1]!) });
  const [turn, other] = [sheet.turn as number, 3 - (sheet.turn as number)];
  const buy = `POST /v1/units/${unitId}/subscriptions`;
  await stage.does(seller(other), '未轮到不得选 not out of turn', buy, {
    ...{ ...body(other), status: 409, code: 'OPEN-2.not-your-turn' },
  });
  await stage.until('zhao', '过号 passed over', at, (read) => read.turn === other);
  await stage.does(seller(turn), '过号者不得选 nor after it', buy, {
    ...{ ...body(turn), status: 409, code: 'OPEN-2.not-your-turn' },
  });
  await stage.does(seller(other), '轮到者选房 picked in turn', buy, body(other));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
