import { MemberRegistered, RegisterMember } from '#contracts/membership.js';
import { newId } from '#kernel/ids.js';
import { phoneKept } from '#kernel/personal.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { blinded } from '#persistence/sealed.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Member } from '../entities/member.js';

@Controller()
export class MemberCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(RegisterMember)
  register(asked: Asked<RegisterMember>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const { projectId, name, customerId = null } = payload;
      mayTouch(actor, { projectId, ownerId: actor.id });
      const phone = phoneKept(payload.phone);
      const phoneIndex = blinded('phone', phone);
      await refuseIfKnown(em, { projectId, phoneIndex, customerId });
      const card = await nextCard(em);
      const by = { registeredById: actor.id, registeredAt: at };
      const member = em.create(Member, { id: newId(), projectId, card, name, phone, phoneIndex, customerId, ...by });
      const told = { memberId: member.id, projectId, ...(customerId && { customerId }) };
      tell(Object.assign(new MemberRegistered(), told));
      return { memberId: member.id, card };
    });
  }
}

/** One card a phone and a customer in a project (MEM-1); unique indexes decide between two at once. */
async function refuseIfKnown(
  em: EntityManager,
  { projectId, phoneIndex, customerId }: { projectId: string; phoneIndex: string; customerId: string | null },
): Promise<void> {
  const samePhone = await em.findOne(Member, { projectId, phoneIndex });
  if (samePhone) refuse('MEM-1.phone-taken', { card: samePhone.card });
  const sameCustomer = customerId && (await em.findOne(Member, { projectId, customerId }));
  if (sameCustomer) refuse('MEM-1.customer-taken', { card: sameCustomer.card });
}

/** Never given twice, also not after a registration that came to nothing. */
async function nextCard(em: EntityManager): Promise<string> {
  const [row] = await em.execute<{ number: string }[]>(`select nextval('member_card') as number`);
  return `M${row!.number.padStart(8, '0')}`;
}
