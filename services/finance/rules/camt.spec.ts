import { describe, expect, it } from '@jest/globals';
import { treeIn } from '#printing/tree-in.js';
import { camt, camtEntry } from '../commands/camt-in-test.js';
import { statementInCamt } from './camt.js';
import { accounted } from './statement.js';

const limits = { elementsMax: 10_000, depthMax: 40 };
const read = (xml: string) => statementInCamt(treeIn(Buffer.from(xml), limits));
const entry = camtEntry({ amount: '1234.50', side: 'CRDT', day: '2026-11-20', reference: 'R1', party: '林晓' });
const out = camtEntry({ amount: '0.50', side: 'DBIT', day: '2026-11-21', reference: 'R2', party: '何方' });

describe('FIN-8 CAMT.053', () => {
  it.each(['02', '04', '06', '08'])('FIN-8 camt.053.001.%s is read: account, balances, entries, parties', (version) => {
    const found = read(camt({ version, opening: '100.00', closing: '1334.00', entries: [entry, out] }));
    expect(found).toMatchObject({
      account: '44001234567890123456',
      from: '2026-11-20',
      to: '2026-11-21',
      rejected: [],
    });
    expect([found.opening, found.closing].map(String)).toEqual(['100.00', '1334.00']);
    expect(found.lines).toMatchObject([
      {
        row: 1,
        day: '2026-11-20',
        valueDay: '2026-11-20',
        reference: 'R1',
        party: '林晓',
        summary: '购房款 & 定金 E2E-R1',
      },
      { row: 2, day: '2026-11-21', reference: 'R2', party: '何方', partyAccount: '6222000011112222' },
    ]);
    expect(found.lines.map(({ amount }) => String(amount))).toEqual(['1234.50', '-0.50']);
    expect(String(accounted(found, {}).closing)).toBe('1334.00');
  });

  it('FIN-8 newer versions name the party one level deeper; pending entries are none yet', () => {
    const deeper = entry
      .replace('<Nm>林晓</Nm>', '<Pty><Nm>林晓</Nm></Pty>')
      .replace('<Sts>BOOK</Sts>', '<Sts><Cd>BOOK</Cd></Sts>');
    const pending = entry.replace('<Sts>BOOK</Sts>', '<Sts><Cd>PDNG</Cd></Sts>');
    const { lines } = read(camt({ version: '08', opening: '0.00', closing: '1234.50', entries: [deeper, pending] }));
    expect(lines).toMatchObject([{ party: '林晓', reference: 'R1' }]);
  });

  it('FIN-8 a batch is one line, and no single payer’s', () => {
    const details = /<TxDtls>.*<\/TxDtls>/s.exec(entry)![0];
    const batch = entry.replace(details, details + details);
    const { lines } = read(camt({ opening: '0.00', closing: '1234.50', entries: [batch] }));
    expect(lines).toMatchObject([{ party: '', partyAccount: '' }]);
  });

  it('FIN-8 statements of one account follow on one another in a file; others are refused', () => {
    const first = camt({ opening: '0.00', closing: '1234.50', entries: [entry] });
    const statement = (xml: string) => /<Stmt>.*<\/Stmt>/s.exec(xml)![0];
    const next = statement(camt({ opening: '1234.50', closing: '1234.00', entries: [out] }));
    const both = first.replace('</Stmt>', `</Stmt>${next}`);
    expect(accounted(read(both), {}).lines.map(({ balance }) => String(balance))).toEqual(['1234.50', '1234.00']);
    const gap = first.replace('</Stmt>', `</Stmt>${next.replace('>1234.50<', '>1234.51<')}`);
    expect(() => read(gap)).toThrow('FIN-8.balance-broken');
    const other = first.replace('</Stmt>', `</Stmt>${next.replace('44001234567890123456', '999')}`);
    expect(() => read(other)).toThrow('FIN-8.two-accounts');
  });

  const good = camt({ opening: '0.00', closing: '1234.50', entries: [entry] });
  it.each([
    ['another document', '<Document><CstmrCdtTrfInitn/></Document>', 'FIN-8.not-camt'],
    ['another currency', good.replace('Ccy="CNY">1234.50</Amt><Cdt', 'Ccy="USD">1234.50</Amt><Cdt'), 'FIN-8.currency'],
    ['an entry without a day', good.replace(/<BookgDt>.*?<\/ValDt>/s, ''), 'FIN-8.camt-entry'],
    ['an amount that is none', good.replaceAll('>1234.50<', '>12x<'), 'FIN-8.camt-entry'],
    ['a DOCTYPE', good.replace('<Document', '<!DOCTYPE d [<!ENTITY a "aaaa">]><Document'), 'FIN-8.not-xml'],
    ['an end that is missing', good.slice(0, -20), 'FIN-8.not-xml'],
    ['no element at all', '<?xml version="1.0"?>', 'FIN-8.not-xml'],
    ['more depth than is sane', '<a>'.repeat(50), 'FIN-8.too-large'],
    ['more elements than is sane', `<a>${'<b/>'.repeat(10_001)}</a>`, 'FIN-8.too-large'],
  ])('FIN-8 %s is refused', (_, xml, code) => {
    expect(() => read(xml)).toThrow(code);
  });

  it('FIN-8 an entity that the document made up stays text', () => {
    const { lines } = read(good.replace('购房款', '&lol;'));
    expect(lines[0]!.summary).toContain('&lol;');
  });
});
