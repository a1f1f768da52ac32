import { SetMessageConsent } from '#contracts/sales-messages.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { lockedCustomer } from '../entities/customer.js';
import { MessageOptOut } from '../entities/message.js';

@Controller()
export class MessageCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Whoever looks after the customer writes down what they said. */
  @Answers(SetMessageConsent)
  consent(asked: Asked<SetMessageConsent>) {
    const { customerId, accepts, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const { projectId, ownerId } = await lockedCustomer(em, customerId);
      mayTouch(asked.actor, { projectId, ownerId });
      const said = await em.findOne(MessageOptOut, customerId);
      const word = { accepts, reason, byId: actor.id, at };
      if (said) Object.assign(said, word);
      else em.create(MessageOptOut, { id: customerId, projectId, ...word });
      return { customerId, accepts };
    });
  }
}
