import {
  ImportBuilding,
  LockBuilding,
  OpenProject,
  PutOnSale,
  RecordPermit,
  type SetUpState,
  SubmitBuilding,
  VerifyBuilding,
} from '#contracts/inventory.js';
import { cast } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { workbook } from '../../../deploy/seed/workbook.ts';
import { InventoryModule } from '../module.js';

/** Inventory in this process with a project, whose buildings are brought as far as a test wants them. */
export class InventoryInTest {
  private buildings = 0;

  private constructor(
    readonly service: ServiceInTest,
    readonly projectId: string,
  ) {}

  static async begin(): Promise<InventoryInTest> {
    const service = await inProcess('inventory', InventoryModule);
    const project = {
      code: 'YH',
      name: '云湖',
      policy: { deposit: '20000.00', deadlines: { 'SUB-3.deposit': 'PT5S' } },
    };
    const { projectId } = await service.ask(OpenProject, project, [cast.li, 'unit.set-up']);
    return new InventoryInTest(service, projectId);
  }

  import(code: string, file: Buffer, by = cast.sun) {
    const asked = { projectId: this.projectId, code, name: `${code} 栋`, file: file.toString('base64') };
    return this.service.ask(ImportBuilding, asked, [by, 'unit.set-up']);
  }

  /** A building of its own: its id and its code; `floors` of `perFloor` units each. */
  async building(upTo: SetUpState, { floors = 2, perFloor = 2 } = {}): Promise<{ buildingId: string; code: string }> {
    const code = `B${++this.buildings}`;
    const { buildingId } = await this.import(code, await workbook({ building: code, floors, perFloor }));
    const steps: [SetUpState, () => Promise<unknown>][] = [
      ['submitted', () => this.submit(buildingId)],
      ['verified', () => this.verify(buildingId)],
      ['locked', () => this.lock(buildingId)],
      ['on-sale', () => this.permit([buildingId]).then(() => this.putOnSale(buildingId))],
    ];
    const wanted = steps.findIndex(([state]) => state === upTo) + 1;
    for (const [, take] of steps.slice(0, wanted)) await take();
    return { buildingId, code };
  }

  submit(buildingId: string) {
    return this.service.ask(SubmitBuilding, { buildingId }, [cast.sun, 'unit.set-up']);
  }

  verify(buildingId: string, by = cast.zheng) {
    return this.service.ask(VerifyBuilding, { buildingId, decision: 'verify' }, [by, 'unit.verify']);
  }

  lock(buildingId: string, by = cast.qin) {
    return this.service.ask(LockBuilding, { buildingId }, [by, 'unit.lock']);
  }

  permit(buildingIds: string[], number = `穗房预(网)字第 ${buildingIds[0]} 号`, issuedOn = '2026-01-05') {
    const asked = { projectId: this.projectId, number, issuedOn, buildingIds };
    return this.service.ask(RecordPermit, asked, [cast.li, 'permit.record']);
  }

  putOnSale(buildingId: string) {
    return this.service.ask(PutOnSale, { buildingId }, [cast.li, 'opening.run']);
  }

  /** The id of a unit by its code, `B1-101`. */
  async unit(code: string): Promise<string> {
    const [row] = await this.service.rows<{ id: string }>('select id from unit where code = ?', [code]);
    return row!.id;
  }
}
