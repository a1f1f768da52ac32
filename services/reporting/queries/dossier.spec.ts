import { tellings } from '#contracts/catalogue.js';
import { paymentMethods } from '#contracts/finance.js';
import { fieldsOf } from '#contracts/describe.js';
import { UnitOffered, UnitReleased, UnitWithheld } from '#contracts/inventory.js';
import { pointsStates } from '#contracts/membership.js';
import { nameOf } from '#contracts/message.js';
import { mortgageStates } from '#contracts/mortgage.js';
import { UnitDossier } from '#contracts/reporting.js';
import { reviewStages, UnitSubscribed } from '#contracts/sales.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReportingModule } from '../module.js';
import { summaries, summaryOf, words } from '../rules/summaries.js';

let reporting: ServiceInTest;
const projectId = idOf('project');

beforeAll(async () => {
  reporting = await inProcess('reporting', ReportingModule);
});
afterAll(() => reporting.close());

const dossier = (unitId: string, more: object = {}, who: Person = cast.sun) =>
  reporting.ask(UnitDossier, { unitId, ...more }, [who, 'report.desk']);
const aboutUnits = tellings.filter((telling) => fieldsOf(telling).includes('unitId'));

describe('TIT-5 the dossier of a unit', () => {
  it('has everything that any service told about it, oldest first, once', async () => {
    const unitId = idOf('unit 3-1201');
    for (const telling of aboutUnits)
      await reporting.hear(telling, { ...sampleOf(telling), unitId, projectId } as object);
    const { items, next } = await dossier(unitId, { limit: 200 });
    expect(next).toBeUndefined();
    expect(items.map(({ event }: { event: string }) => event)).toEqual(aboutUnits.map(nameOf));
    expect(items.map(({ service }: { service: string }) => service)).toContain('membership');
    const receipt = items.find(({ event }: { event: string }) => event === 'finance.receipt-recorded.v1');
    expect(receipt).toMatchObject({
      ...{ zh: '收款 502573.00（转账），收据 LZ-000123', en: 'Receipt LZ-000123: 502573.00 (transfer)', by: '测试' },
      facts: { amount: '502573.00', method: 'transfer' },
    });
  });

  it('is read page by page', async () => {
    const unitId = idOf('unit 3-1202');
    const ids = { unitId, projectId };
    await reporting.hear(UnitOffered, sampleOf(UnitOffered, ids));
    await reporting.hear(UnitWithheld, sampleOf(UnitWithheld, ids));
    await reporting.hear(UnitReleased, sampleOf(UnitReleased, ids));
    const whole = (await dossier(unitId)).items;
    const first = await dossier(unitId, { limit: 2 });
    expect(first.items).toEqual(whole.slice(0, 2));
    expect(await dossier(unitId, { limit: 2, after: first.next })).toEqual({ items: whole.slice(2) });
    await expect(dossier(unitId, { after: 'x' })).rejects.toMatchObject({ fields: [{ field: 'after' }] });
    await expect(dossier(idOf('no unit'))).rejects.toMatchObject({ code: 'ALL.unknown' });
  });

  it('ALL-5 belongs to the consultant of its newest deal, and to nobody outside the project', async () => {
    const unitId = idOf('unit 3-1203');
    const subscribed = (consultantId: string) =>
      reporting.hear(
        UnitSubscribed,
        sampleOf(UnitSubscribed, {
          ...{ unitId, projectId, consultantId, subscriptionId: idOf(`deal of ${consultantId}`) },
        }),
      );
    await subscribed(cast.zhou.id);
    await subscribed(cast.zhao.id);
    expect((await dossier(unitId, {}, cast.zhao)).items).toHaveLength(2);
    const refused = { code: 'ALL-5.out-of-scope' };
    await expect(dossier(unitId, {}, cast.zhou)).rejects.toMatchObject(refused);
    const elsewhere: Person = { ...cast.sun, assignments: [{ role: 'sales_supervisor', projects: [idOf('other')] }] };
    await expect(dossier(unitId, {}, elsewhere)).rejects.toMatchObject(refused);
  });

  it('is never rewritten', async () => {
    await expect(reporting.rows(`update dossier_entry set by_name = 'x'`)).rejects.toThrow(/permission denied/);
  });
});

describe('the line of an event', () => {
  it('is there for every event about a unit, in both languages, with every fact in its place', () => {
    expect(Object.keys(summaries).toSorted()).toEqual(aboutUnits.map(nameOf).toSorted());
    for (const telling of aboutUnits) {
      const { zh, en } = summaryOf(nameOf(telling), sampleOf(telling));
      expect(zh + en).not.toMatch(/[{}—]|undefined/);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(summaries[nameOf(telling)]!.en).not.toMatch(/\p{Script=Han}/u);
      expect(fieldsOf(telling)).toEqual(expect.arrayContaining(['unitId', 'projectId']));
    }
  });

  it('has a word for each value that a field can have', () => {
    expect(Object.keys(words.stage!)).toEqual([...reviewStages]);
    expect(Object.keys(words.method!)).toEqual([...paymentMethods]);
    expect(Object.keys(words.mortgage!)).toEqual([...mortgageStates]);
    expect(Object.keys(words.points!)).toEqual([...pointsStates]);
  });

  it('of an event that the table does not know is its name', () => {
    expect(summaryOf('sales.unit-painted.v1', {})).toEqual({
      zh: 'sales.unit-painted.v1',
      en: 'sales.unit-painted.v1',
    });
  });
});
