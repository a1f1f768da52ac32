import { ContractPdf, SubscriptionPdf, SupplementPdf, VersionPdf } from '#contracts/sales-contracts.js';
import { newId } from '#kernel/ids.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { pdfOf } from '#printing/pdf.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import type { Agreed } from '../entities/agreed.js';
import { Contract } from '../entities/contract.js';
import { Customer } from '../entities/customer.js';
import { PaperTaken, PaperTemplate } from '../entities/paper.js';
import { Project } from '../entities/project.js';
import { Subscription } from '../entities/subscription.js';
import { defaultTemplates } from '../rules/default-templates.js';
import { percent } from '../rules/paper-words.js';
import { paperBlocks } from '../rules/paper.js';
import { contractFacts, subscriptionFacts, supplementFacts, versionFacts, type Printing } from './paper-facts.js';

/** Papers 套打: whoever may see the deal may take its paper, with names in full, and that is kept (ALL-9). */
@Controller()
export class PrintCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(SubscriptionPdf)
  subscription(asked: Asked<SubscriptionPdf>) {
    return this.printed(asked, async (em) => {
      const subscription = await em.findOneOrFail(Subscription, asked.payload.subscriptionId);
      mayTouch(asked.actor, { projectId: subscription.projectId, ownerId: subscription.consultantId });
      return subscriptionFacts(em, subscription);
    });
  }

  @Answers(ContractPdf)
  contract(asked: Asked<ContractPdf>) {
    return this.printed(asked, async (em) => {
      const contract = await readable(em, asked);
      return contractFacts(em, contract, contract as Agreed, contract.termsVersion);
    });
  }

  @Answers(VersionPdf)
  version(asked: Asked<VersionPdf>) {
    return this.printed(asked, async (em) => {
      return versionFacts(em, await readable(em, asked), Number(asked.payload.version));
    });
  }

  @Answers(SupplementPdf)
  supplement(asked: Asked<SupplementPdf>) {
    return this.printed(asked, async (em) => supplementFacts(em, await readable(em, asked)));
  }

  /** Nobody has the paper before it is kept that they took it. */
  private async printed(asked: Asked<object>, factsOf: (em: EntityManager) => Promise<Printing>) {
    let made: Awaited<ReturnType<typeof paperOf>>;
    await this.unitOfWork.react(asked, async ({ em, actor, at }) => {
      const printing = await factsOf(em);
      const { paper, aboutId, version = null, projectId, buyers } = printing;
      const by = { byId: actor.id, byName: actor.name, at };
      const customerIds = buyers.map(({ customerId }) => customerId);
      em.create(PaperTaken, { id: newId(), paper, aboutId, version, projectId, customerIds, ...by });
      made = await paperOf(em, printing);
    });
    const pdf = await pdfOf(made!);
    return { name: `${made!.number}.pdf`, type: 'application/pdf', file: pdf.toString('base64') };
  }
}

async function readable(em: EntityManager, { payload, actor }: Asked<{ contractId: string }>): Promise<Contract> {
  const contract = await em.findOneOrFail(Contract, payload.contractId);
  mayTouch(actor, { projectId: contract.projectId, ownerId: contract.consultantId });
  return contract;
}

/** By the project's sample of that day, or by the house's; its foot has what the seal clerk compares (CON-3). */
async function paperOf(em: EntityManager, printing: Printing) {
  const { paper, projectId, on, number, trace, hash } = printing;
  const where = { projectId, paper, at: { $lte: on } };
  const own = await em.findOne(PaperTemplate, where, { orderBy: { version: 'desc' } });
  const { title, blocks } = own ?? defaultTemplates[paper];
  const parties = await partiesOf(em, printing);
  const foot = `校验码 ${hash.slice(0, 16)}  样本第 ${own?.version ?? 0} 版`;
  return { title, number, trace, foot, printedAt: on, blocks: paperBlocks(blocks, { ...printing, parties }) };
}

async function partiesOf(em: EntityManager, { projectId, buyers }: Printing): Promise<[string, string][]> {
  const { name } = await em.findOneOrFail(Project, projectId);
  const customers = await em.find(Customer, { id: { $in: buyers.map(({ customerId }) => customerId) } });
  const rows = buyers.map(({ customerId, share }): [string, string] => {
    const customer = customers.find(({ id }) => id === customerId);
    const said = [customer?.name, `证件号码 ${customer?.idNumber ?? '—'}`, `电话 ${customer?.phone ?? '—'}`];
    return [`买受人（份额 ${percent(share)}）`, said.join('  ')];
  });
  return [['出卖人', `${name}项目开发企业`], ...rows];
}
