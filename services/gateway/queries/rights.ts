import { Matrix, type MatrixSheet, type OperationRow, RightByOperation, type RightSheet } from '#contracts/gateway.js';
import { refuse } from '#kernel/refusal.js';
import type { Assignment } from '#permissions/actor.js';
import {
  grantsFor,
  holders,
  isOperation,
  makersBefore,
  operations,
  roles,
  ruleOf,
  scopeOf,
} from '#permissions/matrix.js';
import { operationNames, roleNames } from '#permissions/names.js';
import type { Operation } from '#permissions/operations.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Injectable } from '@nestjs/common';
import { Does, type Doing } from '../core/does.js';
import { Person } from '../entities/person.js';

/** The permission matrix as data, and "who may do this now, and why not me" (GAT-2). */
@Injectable()
export class RightsQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Does(Matrix)
  async matrix(_: Doing<Matrix>): Promise<MatrixSheet> {
    return { roles: roles.map((role) => ({ role, ...roleNames(role) })), operations: operations.map(rowOf) };
  }

  @Does(RightByOperation)
  async right({ payload: { operation }, caller }: Doing<RightByOperation>): Promise<RightSheet> {
    if (!isOperation(operation)) return refuse('GAT-2.unknown-operation', { operation });
    const people = await this.unitOfWork.read((em) =>
      em.find(Person, { closedAt: null }, { orderBy: { login: 'asc' } }),
    );
    const holding = people.map(({ name, assignments }) => ({
      name,
      roles: grantsFor(operation, assignments).map(({ role }) => role),
    }));
    const mine = grantsFor(operation, caller!.assignments).length > 0;
    const why = whyOf(operation, caller!.assignments);
    return {
      ...rowOf(operation),
      ...{ mine, whyZh: why.zh, whyEn: why.en },
      people: holding.filter((person) => person.roles.length > 0),
    };
  }
}

function rowOf(operation: Operation): OperationRow {
  return {
    operation,
    ...operationNames(operation),
    rule: ruleOf(operation),
    checkerOf: makersBefore(operation),
    holders: holders(operation).map((role) => ({ role, ...roleNames(role), scope: scopeOf(operation, role)! })),
  };
}

function whyOf(operation: Operation, assignments: Assignment[]): { zh: string; en: string } {
  const grants = grantsFor(operation, assignments);
  const mine = names((grants.length > 0 ? grants : assignments).map(({ role }) => role));
  if (grants.length > 0) return { zh: `您以${mine.zh}身份可以办理`, en: `You may, as ${mine.en}` };
  if (assignments.some(({ role }) => scopeOf(operation, role)))
    return { zh: '您的角色有此权限，但没有为您分配项目', en: 'Your role holds it, but no project is assigned to you' };
  const theirs = names(holders(operation));
  return {
    zh: `您的角色（${mine.zh}）没有此权限；有此权限的角色：${theirs.zh}`,
    en: `Your roles (${mine.en}) do not hold it; roles that do: ${theirs.en}`,
  };
}

function names(of: Assignment['role'][]): { zh: string; en: string } {
  const found = [...new Set(of)].map(roleNames);
  return { zh: found.map(({ zh }) => zh).join('、') || '无', en: found.map(({ en }) => en).join(', ') || 'none' };
}
