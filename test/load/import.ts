import { csvOf } from '#printing/csv.js';
import { workbookOf } from '#printing/workbook.js';
import type { Client } from '../../deploy/seed/client.ts';
import { signInTeam } from '../../deploy/seed/demo.ts';
import { headings, unitsOf } from '../../deploy/seed/workbook.ts';
import { until } from '../../deploy/local/until.ts';
import type { Stack } from '../../deploy/local/stack.ts';

/** How long an import took, from sending the file until all of it was seen to be there, and how large the file was. */
interface Figures {
  rows: number;
  seconds: number;
  bytes: number;
}

/** The same table as a workbook and as csv, each into a project of its own; throws where a row is not there. */
export async function importedTables(stack: Stack, rows: number, tell: (line: string) => void) {
  const team = await signInTeam(stack);
  const [head, table] = [['楼栋', '分期', ...headings], tableOf(rows)];
  const numeric = new Set([3, 7, 8, 9, 11, 12, 13]);
  const workbook = await workbookOf({ name: '房源', head, rows: table, numeric });
  const figures: Record<string, Figures> = {};
  for (const [format, file] of [['xlsx', workbook] as const, ['csv', csvOf([head, ...table])] as const]) {
    const policy = { deposit: '20000.00' };
    const { projectId } = await team.li.post('/v1/projects', { code: `IM-${format}`, name: `导入 ${format}`, policy });
    figures[format] = await imported(team.sun, projectId, { rows, file, tell });
  }
  const { xlsx, csv } = figures as Record<'xlsx' | 'csv', Figures>;
  return { rows, seconds: Math.max(xlsx.seconds, csv.seconds), xlsx, csv };
}

/** Buildings of 25 floors with four units each. */
function tableOf(rows: number): string[][] {
  const building = unitsOf({ floors: 25, perFloor: 4 });
  return Array.from({ length: rows }, (_, n) => {
    const number = Math.floor(n / building.length) + 1;
    return [String(number), number % 2 ? '一期' : '二期', ...building[n % building.length]!];
  });
}

interface Importing {
  rows: number;
  file: Buffer;
  tell: (line: string) => void;
}

async function imported(sun: Client, projectId: string, { rows, file, tell }: Importing): Promise<Figures> {
  const begun = performance.now();
  const since = () => Math.round((performance.now() - begun) / 10) / 100;
  const reply = await sun.ask('POST', `/v1/projects/${projectId}/imports?kind=units`, { file });
  if (reply.status !== 202) throw new Error(`the import was answered ${reply.status} ${JSON.stringify(reply.body)}`);
  tell(`· ${file.length} bytes taken after ${since()} s`);
  let shown = '';
  const finished = await until(
    async () => {
      const { state, rowsRead, rowsChecked, rowsWritten, ...rest } = await sun.get(
        `/v1/imports/${reply.body.importId}`,
      );
      const now = `· ${state}: ${rowsRead} read, ${rowsChecked} checked, ${rowsWritten} written`;
      if (now !== shown) tell(`${now} after ${since()} s`);
      shown = now;
      return (state === 'done' || state === 'refused') && { state, ...rest };
    },
    { atMost: 300_000, every: 250 },
  );
  const seconds = since();
  const { buildings } = await sun.get(`/v1/projects/${projectId}`);
  const there = (buildings as { units: number }[]).reduce((sum, { units }) => sum + units, 0);
  if (!finished || there !== rows) throw new Error(`${there} of ${rows} units are there: ${JSON.stringify(finished)}`);
  return { rows, seconds, bytes: file.length };
}
