import { ImportPriceChanges, ImportTable } from '#contracts/inventory-imports.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { RequiredEntityData } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { TableImport } from '../entities/table-import.js';

/** Tables that are imported as a job: kept with their file, and then done by the clock (INV-1). */
@Controller()
export class TableImportCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ImportTable)
  table(asked: Asked<ImportTable>) {
    const { kind, onError = 'nothing', existing = 'refuse', reason } = asked.payload;
    if (existing === 'replace') {
      if (!reason?.trim()) refuse('INV-2.replace-reason', {});
      if (kind !== 'units' || onError !== 'nothing') refuse('INV-2.replace-whole', {});
    }
    return this.begin(asked, { kind, onError, existing, reason: reason ?? null });
  }

  @Answers(ImportPriceChanges)
  priceChanges(asked: Asked<ImportPriceChanges>) {
    const { onError = 'nothing', reason, attachment } = asked.payload;
    return this.begin(asked, { kind: 'price-changes', onError, existing: 'refuse', reason, attachment });
  }

  private begin(asked: Asked<ImportTable | ImportPriceChanges>, wanted: Wanted) {
    const { projectId, file } = asked.payload;
    const { actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, deadlines }) => {
      mayTouch(actor, { projectId });
      await em.findOneOrFail(Project, projectId);
      const id = newId();
      const by = { requestedBy: actor.id, requestedByName: actor.name, requestedAt: at };
      em.create(TableImport, { ...wanted, ...by, ...nothingYet, id, projectId });
      await em.flush();
      await em.execute(keepFile, [id, file]);
      deadlines.set('INV-1.import', id, at);
      return { importId: id, state: 'waiting' as const };
    });
  }
}

type Wanted = Pick<RequiredEntityData<TableImport>, 'kind' | 'onError' | 'existing' | 'reason' | 'attachment'>;

const nothingYet = {
  ...({ state: 'waiting', runs: 0 } as const),
  ...{ rowsRead: 0, rowsChecked: 0, rowsWritten: 0, rowsRejected: 0 },
};

const keepFile = `insert into table_import_file (import_id, bytes) values (?, decode(?, 'base64'))`;
