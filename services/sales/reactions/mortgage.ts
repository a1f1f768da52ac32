import { MortgageAdvanced } from '#contracts/mortgage.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { lockedContract } from '../entities/contract.js';

/** What mortgage tells. */
@Injectable()
export class MortgageReactions {
  /** How far the loan is: once the bank has the papers the loan is not changed any more (CON-4). */
  @Hears(MortgageAdvanced)
  async advanced({ event }: Heard<MortgageAdvanced>, { em }: Work) {
    const contract = await lockedContract(em, event.contractId);
    contract.loanState = event.state;
  }
}
