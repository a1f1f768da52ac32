import type { Bench } from './ledger-stand.ts';

/** At several days, with and without a period, each the slowest of all that were asked. */
export async function trialBalances(bench: Bench): Promise<number[]> {
  const years = [2022, 2023, 2024, 2025, 2026].map((year) => `?from=${year}-01-01&on=${year}-06-30`);
  return timed(
    bench,
    ['', ...years, ''].map((period) => `${bench.at}/trial-balance${period}`),
    ({ items, difference }) => {
      if (items.length === 0 || difference !== '0.00') throw new Error(`The trial balance is off by ${difference}`);
    },
  );
}

/** Pages of each kind, at the front and deep inside. */
export async function arrearsPages(bench: Bench): Promise<Record<string, number[]>> {
  const deep = await bench.ask<{ after: string; unit: string }>(
    `select r.due_on || '_' || r.id as after, d.unit_code as unit from receivable r join deal d on d.id = r.deal_id
     where r.project_id = $1 and r.state = 'open' and r.due_on < to_char(now(), 'YYYY-MM-DD') order by md5(r.id::text)
     limit 12`,
    [bench.projectId],
  );
  const filters = {
    ...{ all: '', 'over 90 days': '&bucket=over-90', 'to 90 days': '&bucket=61-90', instalments: '&kind=price' },
    ...{ unreasonable: '&which=unreasonable', delayed: '&which=delayed', settlements: '&kind=area-settlement' },
    consultant: `&consultantId=${bench.consultants[0]}`,
  };
  const pages: Record<string, number[]> = {};
  for (const [kind, filter] of Object.entries(filters)) {
    const deepPages = deep.map(({ after }) => `${bench.at}/arrears?limit=50${filter}&after=${after}`);
    pages[kind] = await timed(bench, [...Array(6).fill(`${bench.at}/arrears?limit=50${filter}`), ...deepPages]);
  }
  pages.unit = await timed(
    bench,
    deep.map(({ unit }) => `${bench.at}/arrears?limit=50&unit=${unit}`),
  );
  return pages;
}

/** The ledger of the bank's account: from the front, and deep inside. */
export async function accountPages(bench: Bench): Promise<number[]> {
  const deep = await bench.ask<{ after: string }>(
    `select day || '_' || id as after from journal_line tablesample system (0.5)
     where project_id = $1 and account = '1002' limit 12`,
    [bench.projectId],
  );
  const at = `${bench.at}/ledger/1002?limit=100`;
  return timed(bench, [at, at, `${at}&from=2025-01-01`, ...deep.map(({ after }) => `${at}&after=${after}`)]);
}

/** Milliseconds of each, sorted, one after another; each must be answered. */
export async function timed(
  { zheng }: Bench,
  paths: string[],
  check: (body: any) => void = () => undefined,
): Promise<number[]> {
  const all: number[] = [];
  for (const path of paths) {
    const { status, body, ms } = await zheng.ask('GET', path);
    if (status !== 200) throw new Error(`GET ${path} was answered ${status}: ${JSON.stringify(body)}`);
    check(body);
    all.push(ms);
  }
  return all.toSorted((one, other) => one - other);
}
