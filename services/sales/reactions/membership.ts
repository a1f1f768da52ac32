import { MemberRegistered } from '#contracts/membership.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Member } from '../entities/member.js';

/** What membership tells. */
@Injectable()
export class MembershipReactions {
  /** Who has a card is granted what is for members; a member who is no customer buys nothing. */
  @Hears(MemberRegistered)
  async registered({ event: { memberId, projectId, customerId } }: Heard<MemberRegistered>, { em }: Work) {
    if (!customerId || (await em.findOne(Member, customerId))) return;
    em.create(Member, { customerId, memberId, projectId });
  }
}
