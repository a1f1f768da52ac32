import { IsInstant, Optional } from '#contracts/fields.js';
import type { Shape } from '#contracts/message.js';
import { parseLoosely } from '#contracts/parse.js';
import type { Instant } from '#kernel/time.js';
import { askOutside } from '#messaging/outside.js';
import { Injectable } from '@nestjs/common';
import { IsIn, IsString, Length } from 'class-validator';

class Accepted {
  @Length(1, 200) registryReference!: string;
}

const standings = ['submitted', 'registered', 'refused', 'cancelled'] as const;

/** How a filing stands at the registry. */
export class Standing {
  @IsIn(standings) state!: (typeof standings)[number];
  @Optional() @Length(1, 60) number?: string;
  @Optional() @IsInstant() registeredAt?: Instant;
  @Optional() @IsString() reason?: string;
}

/** The housing registry at REGISTRY_URL, for mortgages 抵押登记. Throws as the bank's port does. */
@Injectable()
export class Registry {
  /** Hands in a mortgage; given again with the same reference it is one. */
  async register(mortgage: { reference: string; unit: string }): Promise<void> {
    await asked(Accepted, '/filings', { key: mortgage.reference, body: { ...mortgage, kind: 'mortgage' } });
  }

  standing(reference: string): Promise<Standing> {
    return asked(Standing, `/filings/${encodeURIComponent(reference)}`);
  }
}

async function asked<T extends object>(shape: Shape<T>, path: string, order?: { key: string; body: object }) {
  return parseLoosely(shape, await askOutside<object>(new URL(path, process.env.REGISTRY_URL).href, order));
}
