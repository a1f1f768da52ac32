import { setTimeout as pause } from 'node:timers/promises';
import { Refused } from './caller.ts';
import { oneChange } from './changes.ts';
import type { Chance } from './chance.ts';
import { oneMoney } from './money.ts';
import type { Market } from './market.ts';
import { oneSale, priceChange } from './sales.ts';

/** Sells until `over`: several sales at once, and what else is done with homes and price changes beside them. */
export async function sellUntil(market: Market, chance: Chance, over: () => boolean): Promise<void> {
  const lanes = Array.from({ length: 6 }, (_, lane) =>
    again(market, over, (turn) => oneSale(market, chance.branch(`sale ${lane}.${turn}`))),
  );
  const changes = Array.from({ length: 5 }, (_, lane) =>
    again(market, over, (turn) => oneChange(market, chance.branch(`change ${lane}.${turn}`), lane * 5 + turn)),
  );
  const money = Array.from({ length: 4 }, (_, lane) =>
    again(market, over, (turn) => oneMoney(market, chance.branch(`money ${lane}.${turn}`), lane * 2 + turn)),
  );
  const prices = again(market, over, (turn) => priceChange(market, chance.branch(`price ${turn}`)));
  await Promise.all([...lanes, ...changes, ...money, prices]);
}

/** A refusal ends a sale, not the day; anything else is wrong. */
async function again(market: Market, over: () => boolean, once: (turn: number) => Promise<void>): Promise<void> {
  for (let turn = 0; !over(); turn++) {
    try {
      await once(turn);
    } catch (error) {
      if (!(error instanceof Refused)) market.memory.wrong.push(String(error));
      await pause(100);
    }
  }
}
