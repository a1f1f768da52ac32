import { ExportVouchers } from '#contracts/finance-ledger.js';
import { settingsOf } from '#contracts/finance-settings.js';
import { InvalidInput } from '#contracts/parse.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { csvOf } from '#printing/csv.js';
import { workbookOf, xlsx } from '#printing/workbook.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { linesOfPeriod } from '../entities/posted.js';
import { Project } from '../entities/project.js';
import { voucherAmounts, voucherHead, voucherRow } from '../rules/voucher.js';

/** As many lines as a file has at most: what is larger is taken month by month, or week by week. */
const linesMax = 20_000;

@Controller()
export class VoucherCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Every voucher of the period, whole; that they were taken is kept as of every list (ALL-9). */
  @Answers(ExportVouchers)
  async vouchers(asked: Asked<ExportVouchers>) {
    const { from, on, format = 'xlsx' } = asked.payload;
    if (from > on) throw new InvalidInput([{ field: 'from', check: 'isPeriod', message: 'must not be after on' }]);
    const { name, rows } = await this.unitOfWork.read((em) => rowsOf(em, asked));
    const exportId = await this.kept(asked, rows.length);
    const watermark = `凭证 · ${asked.actor.name} · ${asked.at.toISOString()} · ${exportId}`;
    const sheet = { name: '凭证', head: voucherHead, rows, numeric: voucherAmounts, watermark };
    const bytes = format === 'csv' ? csvOf([voucherHead, ...rows, [watermark]]) : await workbookOf(sheet);
    const type = format === 'csv' ? 'text/csv; charset=utf-8' : xlsx;
    return { name: `${name}凭证 ${from} ${on}.${format}`, type, file: bytes.toString('base64') };
  }

  private async kept(asked: Asked<ExportVouchers>, rows: number): Promise<string> {
    const { payload, actor, at } = asked;
    const { exportId } = await this.unitOfWork.run(asked, async ({ em }) => {
      const id = newId();
      const period = `${payload.from}..${payload.on}`;
      await em.execute(taken, [id, payload.projectId, period, rows, actor.id, actor.name, at]);
      return { exportId: id };
    });
    return exportId;
  }
}

async function rowsOf(em: EntityManager, { payload, actor }: Asked<ExportVouchers>) {
  const { projectId, from, on } = payload;
  const project = await em.findOneOrFail(Project, projectId);
  mayTouch(actor, { projectId });
  const [{ count }] = await em.execute<[{ count: number }]>(counted, [projectId, from, on]);
  if (count > linesMax) refuse('FIN-3.too-many-vouchers', { count, linesMax });
  const advances = settingsOf(project).books?.advances;
  const lines = await linesOfPeriod(em, { projectId, from, on });
  return { name: project.name, rows: lines.map((line) => voucherRow(line, advances)) };
}

const counted = `
  select coalesce(sum(lines), 0)::int as count from ledger_day where project_id = ? and day between ? and ?`;

const taken = `
  insert into list_export (id, list, project_id, filter, rows, by_id, by_name, at)
  values (?, 'vouchers', ?, ?, ?, ?, ?, ?)`;
