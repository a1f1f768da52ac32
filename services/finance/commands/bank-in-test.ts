import { BankLines, ImportBankStatement, OpenBankAccount, StatementById } from '#contracts/finance-bank.js';
import { CheckReconciliation, SubmitReconciliation } from '#contracts/finance-reconciliation.js';
import { EndMatch, MatchBankLines, MatchByHand, MatchSuggestions } from '#contracts/finance-matches.js';
import { dayOf } from '#kernel/time.js';
import { cast, idOf } from '#testing/cast.js';
import { eventually } from '#testing/eventually.js';
import type { FinanceInTest } from './in-test.js';

/** Bank accounts and statements in a test: handed in, read and matched. */
export class BankInTest {
  static readonly today = dayOf(new Date());

  private constructor(
    readonly finance: FinanceInTest,
    readonly accountId: string,
  ) {}

  static async opened(finance: FinanceInTest, more: object = {}): Promise<BankInTest> {
    const about = { projectId: idOf('project'), name: '基本户', bank: '建设银行', number: '44001234567890123456' };
    const payload = { ...about, since: '2026-01-01', openingBalance: '0.00', ...more };
    const { accountId } = await finance.service.ask(OpenBankAccount, payload, [cast.wu, 'reconciliation.import']);
    return new BankInTest(finance, accountId);
  }

  async asked(file: Buffer, more: object = {}, by = cast.wu): Promise<string> {
    const payload = { accountId: this.accountId, file: file.toString('base64'), ...more };
    return (await this.finance.service.ask(ImportBankStatement, payload, [by, 'reconciliation.import'])).statementId;
  }

  /** Handed in and read, not matched yet. */
  async read(file: Buffer, more: object = {}) {
    const statementId = await this.asked(file, more);
    await this.pass('FIN-8.import', statementId);
    return this.statement(statementId);
  }

  /** Handed in, read and matched. */
  async imported(file: Buffer, more: object = {}) {
    const statement = await this.read(file, more);
    if (statement.state === 'done') await this.matched();
    return statement;
  }

  /** Lets it pass, unless the clock of the service was first; then waits until that is done. */
  async pass(kind: string, about: string): Promise<void> {
    const { service } = this.finance;
    await service.pass(kind, about).catch((error: Error) => {
      if (!error.message.startsWith('no open deadline')) throw error;
    });
    const sql = 'select id from deadline where kind = ? and about = ? and done_at is null and due_at <= now()';
    await eventually(async () => {
      if ((await service.rows(sql, [kind, about])).length > 0) throw new Error(`${kind} is still being done`);
    });
  }

  statement(statementId: string, by = cast.wu) {
    return this.finance.service.ask(StatementById, { statementId }, [by, 'report.finance']);
  }

  async matched(): Promise<void> {
    const asked = { accountId: this.accountId };
    await this.finance.service.ask(MatchBankLines, asked, [cast.wu, 'reconciliation.import']);
    await this.pass('FIN-8.matching', this.accountId);
  }

  async lines(state?: string) {
    const asked = { accountId: this.accountId, limit: 200, ...(state ? { state } : {}) };
    return (await this.finance.service.ask(BankLines, asked, [cast.wu, 'report.finance'])).items;
  }

  async line(reference: string) {
    return (await this.lines()).find((line: { reference: string }) => line.reference === reference);
  }

  async suggestions() {
    const asked = { accountId: this.accountId };
    return (await this.finance.service.ask(MatchSuggestions, asked, [cast.wu, 'report.finance'])).items;
  }

  match(lineIds: string[], itemIds: string[], more: object = {}, by = cast.wu) {
    const payload = { accountId: this.accountId, lineIds, itemIds, ...more };
    return this.finance.service.ask(MatchByHand, payload, [by, 'reconciliation.import']);
  }

  end(matchId: string, reason = '对错') {
    return this.finance.service.ask(EndMatch, { matchId, reason }, [cast.wu, 'reconciliation.import']);
  }

  submit(day = BankInTest.today, by = cast.wu) {
    const asked = { accountId: this.accountId, day };
    return this.finance.service.ask(SubmitReconciliation, asked, [by, 'reconciliation.import']);
  }

  check(reconciliationId: string, more: object = {}, by = cast.zheng) {
    const payload = { reconciliationId, decision: 'approve', ...more };
    return this.finance.service.ask(CheckReconciliation, payload, [by, 'reconciliation.check']);
  }

  /** The book item of a document, as the database wrote it. */
  async item(documentId: string): Promise<string> {
    const [row] = await this.finance.service.rows<{ id: string }>('select id from bank_item where document_id = ?', [
      documentId,
    ]);
    return row!.id;
  }
}

/** A line of a table: [day, in or below zero out, reference, counterparty, summary]. */
export type TableLine = [day: string, amount: string, reference: string, party?: string, summary?: string];

/** A statement as csv, with balances from the opening one on. */
export function bankCsv(lines: TableLine[], opening = '0.00'): Buffer {
  let balance = fenOf(opening);
  const rows = lines.map(([day, amount, reference, party = '', summary = '']) => {
    balance += fenOf(amount);
    const [out, into] = amount.startsWith('-') ? [amount.slice(1), ''] : ['', amount];
    return [day, summary, party, party && '6222000011112222', out, into, yuan(balance), reference];
  });
  const head = ['日期', '摘要', '对方户名', '对方账号', '借方', '贷方', '余额', '流水号'];
  return Buffer.from([head, ...rows].map((row) => row.join(',')).join('\r\n'));
}

function fenOf(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

function yuan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
