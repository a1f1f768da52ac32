import { MemberById } from '#contracts/membership.js';
import { nameMasked, phoneMasked } from '#kernel/personal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Member } from '../entities/member.js';
import { PointsEntry } from '../entities/points-entry.js';
import { balanceOf } from '../rules/ledger.js';

@Controller()
export class MemberQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(MemberById)
  byId({ payload, actor }: Asked<MemberById>) {
    return this.unitOfWork.read(async (em) => {
      const member = await em.findOneOrFail(Member, payload.memberId);
      mayTouch(actor, { projectId: member.projectId, ownerId: member.registeredById });
      const { points: balance, frozen } = balanceOf(await em.find(PointsEntry, { memberId: member.id }));
      const [name, phone] = [nameMasked(member.name), phoneMasked(member.phone)];
      return { memberId: member.id, card: member.card, name, phone, balance, frozen };
    });
  }
}
