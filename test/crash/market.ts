import { setTimeout as pause } from 'node:timers/promises';
import { signInTeam } from '../../deploy/seed/demo.ts';
import { Client } from '../../deploy/seed/client.ts';
import { putProjectOnSale } from '../../deploy/seed/project.ts';
import type { Stack } from '../../deploy/local/stack.ts';
import { Caller, type Memory } from './caller.ts';
import type { Chance } from './chance.ts';

/** A project in which people sell while things break. */
export interface Place {
  projectId: string;
  buildingId: string;
  unitIds: string[];
  plans: string[];
  discountId: string;
  /** Whether who does not pay at once is cancelled by time (SUB-3). */
  hasty: boolean;
}

/** Where it is sold, and by whom. */
export interface Market {
  places: { patient: Place; hasty: Place; changing: Place; money: Place };
  people: Record<Seller, Caller>;
  memory: Memory;
}

const sellers = ['zhao', 'zhou', 'qian', 'sun', 'li', 'zheng', 'wang', 'chu', 'jiang', 'feng', 'qin', 'wu'] as const;
type Seller = (typeof sellers)[number];

const deadlines = { 'CON-6.query': 'PT1S', 'MOR-4.query': 'PT1S' };
const depositWithin = 'PT4S';
const commission = { rate: '0.005', steps: [{ paidShare: '0.10', part: '1' }] };

/** Lengths of deadlines, and what the project decides about money. */
interface More {
  finance?: object;
  deadlines?: Record<string, string>;
}

/** Projects on sale: one with time to pay, one almost without, one where sales are changed, one where money moves. */
export async function openMarket(stack: Stack, memory: Memory, chance: Chance): Promise<Market> {
  const team = await signInTeam(stack);
  const open = async (code: string, name: string, floors: number, more: More = {}): Promise<Place> => {
    const { finance, deadlines: lengths = {} } = more;
    const policy = { deposit: '20000.00', deadlines: { ...deadlines, ...lengths }, ...(finance ? { finance } : {}) };
    const building = { code: '1', floors, perFloor: 5 };
    const sold = await putProjectOnSale(team, { code, name, policy, buildings: [building] });
    const buildingId = sold.buildingIds[0]!;
    const unitIds = await unitsOf(team.zhao, buildingId, floors * 5);
    const { projectId, plans, discountId } = sold;
    return {
      projectId,
      buildingId,
      unitIds,
      plans: Object.values(plans),
      discountId,
      hasty: 'SUB-3.deposit' in lengths,
    };
  };
  const places = {
    patient: await open('PA', '从容苑', 24),
    hasty: await open('HA', '急售阁', 4, { deadlines: { 'SUB-3.deposit': depositWithin } }),
    changing: await open('BG', '变更里', 30, {
      deadlines: { 'RES-1.first-week': 'PT0S', 'CRM-1.protection': 'PT1S' },
    }),
    money: await open('ZJ', '资金台', 24, { finance: { commission } }),
  };
  return { places, people: await signIn(stack, memory, chance), memory };
}

async function signIn(stack: Stack, memory: Memory, chance: Chance): Promise<Market['people']> {
  const gateways = stack.processes.filter(({ service }) => service === 'gateway').map(({ publicUrl }) => publicUrl!);
  const signedIn = sellers.map(async (login) => {
    const person = stack.people.find((one) => one.login === login)!;
    const client = await Client.signIn(stack.gatewayUrl, person);
    return [login, new Caller(client, gateways, memory, chance.branch(login))] as const;
  });
  return Object.fromEntries(await Promise.all(signedIn)) as Market['people'];
}

/** As soon as all are on the board. */
async function unitsOf(client: Client, buildingId: string, count: number): Promise<string[]> {
  for (let tries = 0; tries < 300; tries++) {
    const { units } = await client.get(`/v1/buildings/${buildingId}/board`);
    const available = units.filter(({ state }: { state: string }) => state === 'available');
    if (available.length === count) return available.map(({ unitId }: { unitId: string }) => unitId);
    await pause(100);
  }
  throw new Error(`not all ${count} units are on sale within 30 s`);
}
