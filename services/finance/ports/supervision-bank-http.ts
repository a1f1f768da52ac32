import { Each, IsMoney, Optional } from '#contracts/fields.js';
import { parseLoosely } from '#contracts/parse.js';
import type { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import { askOutside, OutsideUnavailable } from '#messaging/outside.js';
import { IsIn, IsString, Length } from 'class-validator';
import type { BankOrder, BankStanding, SupervisionBank } from './supervision-bank.js';

const states = ['verified', 'submitted', 'booked', 'reversed', 'approved', 'paid', 'refused'] as const;

class Standing {
  @IsIn(states) state!: (typeof states)[number];
  @Optional() @Length(1, 60) slip?: string;
  @Optional() @IsString() reason?: string;
}

class Line {
  @Length(1, 80) reference!: string;
  @IsMoney() amount!: Money;
}

class DayEnd {
  @Each(() => Line) bank!: Line[];
  @Each(() => Line) regulator!: Line[];
}

/** The supervision bank over HTTP (SUPERVISION_URL). */
export class HttpSupervisionBank implements SupervisionBank {
  readonly byHand = false;

  verify(order: BankOrder): Promise<BankStanding> {
    return ordered('/payments', order);
  }

  book(order: BankOrder): Promise<BankStanding> {
    return ordered(`/payments/${encodeURIComponent(order.reference)}/booking`, order, '.booking');
  }

  reverse(order: BankOrder): Promise<BankStanding> {
    return ordered('/reversals', order);
  }

  release(order: BankOrder): Promise<BankStanding> {
    return ordered('/releases', order);
  }

  async query(reference: string): Promise<BankStanding> {
    try {
      return parseLoosely(Standing, await askOutside<object>(at(`/matters/${encodeURIComponent(reference)}`)));
    } catch (error) {
      if (error instanceof OutsideUnavailable && error.message.endsWith(' answered 404')) return { state: 'unknown' };
      throw error;
    }
  }

  async reconcile(account: string, day: Day) {
    return parseLoosely(DayEnd, await askOutside<object>(at(`/day-ends/${encodeURIComponent(account)}?day=${day}`)));
  }
}

async function ordered(path: string, order: BankOrder, step = ''): Promise<BankStanding> {
  return parseLoosely(Standing, await askOutside<object>(at(path), { key: `${order.reference}${step}`, body: order }));
}

function at(path: string): string {
  return new URL(path, process.env.SUPERVISION_URL).href;
}
