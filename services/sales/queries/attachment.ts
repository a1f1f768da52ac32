import { Attachments } from '#contracts/sales-attachments.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Attachment, rowOf } from '../entities/attachment.js';
import { Contract } from '../entities/contract.js';

@Controller()
export class AttachmentQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(Attachments)
  attachments({ payload: { contractId }, actor }: Asked<Attachments>) {
    return this.unitOfWork.read(async (em) => {
      const contract = await em.findOneOrFail(Contract, contractId);
      mayTouch(actor, { projectId: contract.projectId, ownerId: contract.consultantId });
      const tied = await em.find(Attachment, { contractId, untiedAt: null }, { orderBy: { id: 'asc' } });
      return { items: tied.map(rowOf) };
    });
  }
}
