import { Refusal } from '#kernel/refusal.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import { blinded, sealedText } from '#persistence/sealed.js';
import type { Work } from '#persistence/work.js';
import { tableCells } from '#printing/table-in.js';
import { isXml, treeIn } from '#printing/tree-in.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type BankAccount, lockedBankAccount } from '../entities/bank-account.js';
import { BankStatement, BankStatementFile } from '../entities/bank-statement.js';
import { statementInTable } from '../rules/bank-table.js';
import { statementInCamt } from '../rules/camt.js';
import { accounted, identities, lateRows, type ReadStatement, type StatementLine } from '../rules/statement.js';

const limits = { unpackedMax: 64 * 1024 * 1024, rowsMax: 10_000, cellMax: 300 };
const treeLimits = { elementsMax: 1_000_000, depthMax: 40 };
const mostTries = 5;

/** Reads the statements that were handed in (FIN-8). Whoever dies over one leaves nothing; another begins it again. */
@Injectable()
export class BankStatementReactions {
  @WhenDue('FIN-8.import')
  async read({ about, attempts }: Due, work: Work): Promise<void> {
    const { em, at, deadlines } = work;
    const statement = await em.findOneOrFail(BankStatement, about, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (statement.state !== 'waiting') return;
    const account = await lockedBankAccount(em, statement.accountId);
    const file = await em.findOneOrFail(BankStatementFile, about);
    try {
      if (attempts > mostTries) throw new Refusal('FIN-8.import-failed', { tries: attempts - 1 });
      const read = await readStatement(Buffer.from(file.content!, 'base64'));
      await takenIn(em, account, statement, read);
      deadlines.set('FIN-8.matching', account.id, at);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const refusedFacts = JSON.parse(JSON.stringify(error.facts)) as Record<string, never>;
      Object.assign(statement, { state: 'refused', refusedCode: error.code, refusedFacts });
    }
    Object.assign(statement, { finishedAt: at });
    file.content = null;
  }
}

async function readStatement(bytes: Buffer): Promise<ReadStatement> {
  return isXml(bytes) ? statementInCamt(treeIn(bytes, treeLimits)) : statementInTable(await tableCells(bytes, limits));
}

/** All of it or nothing: refuses another account's, bad rows, and balances that do not add up. */
async function takenIn(em: EntityManager, account: BankAccount, statement: BankStatement, read: ReadStatement) {
  if (read.account && read.account !== account.number) throw new Refusal('FIN-8.other-account', {});
  const bad = read.rejected;
  if (bad.length > 0) {
    await em.execute(keepErrors, [statement.id, JSON.stringify(bad)]);
    statement.linesRejected = bad.length;
    throw new Refusal('FIN-8.bad-rows', { rejected: bad.length, ...bad[0]! });
  }
  const { opening, closing, from, to, lines } = accounted(read, givenOf(statement));
  if (lines.length > limits.rowsMax) throw new Refusal('INV-1.too-large', { rowsMax: limits.rowsMax });
  const rows = lineRows(lines);
  const known = await em.execute<{ fingerprint: string }[]>(knownAlready, [account.id, JSON.stringify(rows)]);
  const old = new Set(known.map(({ fingerprint }) => fingerprint));
  const fresh = rows.filter(({ fingerprint }) => !old.has(fingerprint));
  lateRows(account, fresh);
  for (let at = 0; at < fresh.length; at += 1_000)
    await em.execute(enter, [account.projectId, account.id, statement.id, JSON.stringify(fresh.slice(at, at + 1_000))]);
  const counts = { linesTotal: lines.length, linesNew: fresh.length };
  Object.assign(statement, { state: 'done', opening, closing, fromDay: from, toDay: to, ...counts });
}

function givenOf({ openingGiven, closingGiven }: BankStatement) {
  return { opening: openingGiven ?? undefined, closing: closingGiven ?? undefined };
}

/** Sealed, with what makes each the same line in every statement; one that the file itself has twice counts once. */
function lineRows(lines: (StatementLine & { balance: Money })[]) {
  const said = identities(lines);
  // In the order of the file, as ids made within a millisecond are not.
  const ids = lines.map(() => newId()).toSorted();
  const rows = lines.map((line, at) => ({
    ...{ id: ids[at]!, row: line.row, day: line.day, valueDay: line.valueDay ?? null, reference: line.reference },
    ...{ amount: line.amount.fen.toString(), balance: line.balance.fen.toString() },
    ...{ fingerprint: blinded('bank-line', said[at]!), summary: sealedText(line.summary || null) },
    ...{ party: sealedText(line.party || null), partyAccount: sealedText(line.partyAccount || null) },
  }));
  return [...new Map(rows.map((row) => [row.fingerprint, row])).values()];
}

const knownAlready = `
  select l.fingerprint from bank_line l
  where l.account_id = ? and l.fingerprint in (
    select r.fingerprint from jsonb_to_recordset(?::jsonb) as r (fingerprint text))`;

/** The lines are facts that nobody changes; who handed them in, and when, is the statement's (ALL-3). */
const enter = `
  insert into bank_line (id, project_id, account_id, statement_id, day, value_day, amount, balance, reference,
    fingerprint, summary, party, party_account)
  select r.id, ?, ?, ?, r.day, r."valueDay", r.amount, r.balance, r.reference, r.fingerprint, r.summary, r.party,
    r."partyAccount"
  from jsonb_to_recordset(?::jsonb) as r (id uuid, day text, "valueDay" text, amount bigint, balance bigint,
    reference text, fingerprint text, summary text, party text, "partyAccount" text)`;

const keepErrors = `
  insert into bank_statement_error (statement_id, row_number, "column", zh, en)
  select ?, r."row", r."column", r.zh, r.en
  from jsonb_to_recordset(?::jsonb) as r ("row" int, "column" text, zh text, en text)`;
