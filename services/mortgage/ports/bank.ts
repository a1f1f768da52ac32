import { Each, IsInstant, IsMoney, Optional } from '#contracts/fields.js';
import type { Shape } from '#contracts/message.js';
import { parseLoosely } from '#contracts/parse.js';
import type { Money } from '#kernel/money.js';
import type { Instant } from '#kernel/time.js';
import { askOutside } from '#messaging/outside.js';
import { Injectable } from '@nestjs/common';
import { IsInt, IsString, Length } from 'class-validator';

class Accepted {
  @Length(1, 200) bankReference!: string;
}

class Delivered {
  @Length(1, 200) id!: string;
  @IsInt() sequence!: number;
  @Length(1, 40) kind!: string;
  @IsInstant() at!: Instant;
  @Optional() @IsMoney() amount?: Money;
  @Optional() @IsString() reason?: string;
}

class Delivery {
  @Each(() => Delivered) notices!: Delivered[];
}

/**
 * The bank's mortgage desk at BANK_URL. Each order may be given again and is done once. Throws OutsideUnavailable when
 * the bank cannot be reached or says no for now, and InvalidInput when it answers with something else than agreed.
 */
@Injectable()
export class Bank {
  /** Hands in the papers of an application; answers the bank's own number. */
  async apply(application: { reference: string; unit: string; amount: Money }): Promise<string> {
    const { reference } = application;
    return (await asked(Accepted, '/applications', { key: `${reference}-apply`, body: application })).bankReference;
  }

  /** Brings the papers that the bank asked for; `round` tells one time from the next. */
  async bringPapers(reference: string, round: number): Promise<void> {
    await ask(`${at(reference)}/papers`, { key: `${reference}-papers-${round}`, body: {} });
  }

  async customerSigned(reference: string): Promise<void> {
    await ask(`${at(reference)}/signed`, { key: `${reference}-signed`, body: {} });
  }

  /** Tells the number of the registered mortgage; then the bank pays. */
  async mortgageRegistered(reference: string, number: string): Promise<void> {
    await ask(`${at(reference)}/mortgage-registered`, { key: `${reference}-registered`, body: { number } });
  }

  /** What the bank delivered after this one: perhaps twice, perhaps out of order. */
  async notices(reference: string, last: number): Promise<Delivered[]> {
    return (await asked(Delivery, `${at(reference)}/notices?after=${last}`)).notices;
  }
}

async function asked<T extends object>(shape: Shape<T>, path: string, order?: { key: string; body: object }) {
  return parseLoosely(shape, await ask(path, order));
}

function ask(path: string, order?: { key: string; body: object }): Promise<object> {
  return askOutside<object>(new URL(path, process.env.BANK_URL).href, order);
}

function at(reference: string): string {
  return `/applications/${encodeURIComponent(reference)}`;
}
