import { listsOf } from '#contracts/lists.js';
import { FinanceList } from '#contracts/named-lists.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from '../commands/in-test.js';
import { financeLists } from '../entities/lists.js';

let finance: FinanceInTest;
beforeAll(async () => void (finance = await FinanceInTest.start()));
afterAll(() => finance.close());

describe('ALL-7 named lists of finance', () => {
  it.each(listsOf('finance'))('ALL-7 FIN-9 the list %s is there, with every column it names', async (list) => {
    const asked = { list, projectId: idOf('project') };
    const { columns } = await finance.service.ask(FinanceList, asked, [cast.wang, 'report.desk']);
    expect(columns.map(({ name }: { name: string }) => name)).toEqual(Object.keys(financeLists[list]!.columns));
  });
});
