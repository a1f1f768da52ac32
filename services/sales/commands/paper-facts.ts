import type { PaperKind } from '#contracts/sales-contracts.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';
import { shortTraceId } from '#telemetry/trace.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { clausesAgreed, type Agreed } from '../entities/agreed.js';
import { ContractVersion } from '../entities/amendment.js';
import type { Contract } from '../entities/contract.js';
import { Offer } from '../entities/offer.js';
import { Plan } from '../entities/plan.js';
import type { Subscription } from '../entities/subscription.js';
import { Supplement } from '../entities/supplement.js';
import type { PaperFacts } from '../rules/paper.js';
import { basisWords, clauseWords, dayInWords, momentInWords } from '../rules/paper-words.js';
import { documentHash } from '../entities/content.js';

/** A paper before it is printed: what it says, of whom, from the sample of which day. */
export interface Printing extends Omit<PaperFacts, 'parties'> {
  paper: PaperKind;
  aboutId: string;
  version?: number;
  projectId: string;
  buyers: { customerId: string; share: string }[];
  number: string;
  trace: string;
  hash: string;
  /** The sample in force then is printed. */
  on: Instant;
}

/** What the subscription agreement 定购协议 says. */
export async function subscriptionFacts(em: EntityManager, subscription: Subscription): Promise<Printing> {
  const { id, projectId, unitId, buyers, planId, subscribedAt, dealPrice, listPrice, deposit } = subscription;
  const offer = await em.findOneOrFail(Offer, unitId);
  const plan = await em.findOneOrFail(Plan, planId);
  const words = {
    ...{ unitCode: offer.unitCode, price: `${dealPrice}`, listPrice: `${listPrice}`, deposit: `${deposit}` },
    ...{ depositBy: momentInWords(subscription.depositBy), signBy: momentInWords(subscription.signBy) },
    plan: plan.name,
  };
  return {
    ...{ paper: 'subscription', aboutId: id, projectId, buyers, words, unit: unitFields(offer), lines: [] },
    ...{ number: `DG-${offer.unitCode}`, trace: shortTraceId() ?? '', hash: documentHash({ id, ...words }) },
    on: subscribedAt,
  };
}

/** What the contract 买卖合同 says, as these terms have it. */
export async function contractFacts(em: EntityManager, contract: Contract, terms: Agreed, version: number) {
  const { id, projectId, unitId, number, trace, signedAt } = contract;
  const offer = await em.findOneOrFail(Offer, unitId);
  const facts: Printing = {
    ...{ paper: 'contract', aboutId: id, version, projectId, buyers: terms.buyers, unit: unitFields(offer) },
    ...{ words: wordsOf(contract, terms, version), lines: terms.schedule, number, trace, hash: terms.contentHash },
    on: signedAt,
  };
  return facts;
}

/** One approved version: the contract as signed, or the amendment 变更协议 that made it. */
export async function versionFacts(em: EntityManager, contract: Contract, version: number): Promise<Printing> {
  const contractId = contract.id;
  const kept = await em.findOneOrFail(ContractVersion, { contractId, version });
  const facts = await contractFacts(em, contract, kept as Agreed, version);
  if (version === 1) return facts;
  const before = await em.findOneOrFail(ContractVersion, { contractId, version: version - 1 });
  const words = { ...facts.words, oldPrice: `${before.price}`, reason: kept.reason ?? '' };
  return { ...facts, paper: 'amendment', words, number: `${contract.number}-${version}`, on: kept.approvedAt };
}

/** The supplementary agreement 补充协议 (CON-7). */
export async function supplementFacts(em: EntityManager, contract: Contract): Promise<Printing> {
  const { id: contractId, number, termsVersion } = contract;
  const supplement = await em.findOne(Supplement, { contractId });
  if (!supplement) refuse('CON-7.not-signed', { number });
  const facts = await contractFacts(em, contract, contract as Agreed, termsVersion);
  const { oldPrice, newPrice, difference, signedAt: on } = supplement;
  const words = { ...facts.words, oldPrice: `${oldPrice}`, price: `${newPrice}`, difference: `${difference}` };
  const hash = documentHash({ contract: facts.hash, oldPrice: `${oldPrice}`, newPrice: `${newPrice}` });
  return { ...facts, paper: 'supplement', words, hash, number: `${number}-BC`, on };
}

function wordsOf(contract: Contract, terms: Agreed, version: number): Record<string, string> {
  const { number, unitCode, signedOn, pricingBasis } = contract;
  const { price, loan, pricePerM2 } = terms;
  return {
    ...{ number, unitCode, signedOn: dayInWords(signedOn), version: String(version) },
    ...{ price: `${price}`, loan: `${loan}`, pricePerM2: `${pricePerM2}`, pricingBasis: basisWords[pricingBasis] },
    ...clauseWords(clausesAgreed(terms.clauses)),
  };
}

function unitFields({ unitCode, buildingArea, innerArea, permitNumber, pricingBasis }: Offer): [string, string][] {
  return [
    ['房号', unitCode],
    ['建筑面积', `${buildingArea} 平方米`],
    ['套内建筑面积', `${innerArea} 平方米`],
    ['计价方式', basisWords[pricingBasis]],
    ['预售许可证', permitNumber],
  ];
}
