import { describe, expect, it } from '@jest/globals';
import { asyncApi } from './asyncapi.js';
import { tellings } from './catalogue.js';
import { eventCatalogue } from './event-catalogue.js';
import { nameOf } from './message.js';
import { listeners, meanings } from './sources.js';

describe('the event catalogue', () => {
  const page = eventCatalogue(tellings, {
    meanings: meanings(),
    listeners: new Map([['UnitSubscribed', ['finance', 'inventory']]]),
  });

  it('has a section for each version of each event, with its fields and who hears it', () => {
    for (const telling of tellings) expect(page).toContain(`## ${nameOf(telling)}\n`);
    expect(page).toContain('A buyer now holds the unit; the deposit is owed until `depositBy`.');
    expect(page).toContain('about `unitId`, heard by finance, inventory.');
    expect(page).toContain('| `dealPrice` | Money |');
    expect(page).toContain('| `schedule` | list of [ScheduleLine](#scheduleline) |');
    expect(page).toContain('| `reason` (may be absent) | string |');
  });

  it('knows who hears one event, and who hears them all', () => {
    expect(listeners().get('ContractSigned')).toEqual(expect.arrayContaining(['handover', 'reporting']));
    for (const { name } of tellings) expect(listeners().get(name)).toContain('reporting');
  });

  it('links to headings that exist', () => {
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, text]) =>
      text!.toLowerCase().replace(/[^a-z0-9-]/g, ''),
    );
    for (const [, anchor] of page.matchAll(/\(#([^)]+)\)/g)) expect(headings).toContain(anchor);
  });
});

describe('the AsyncAPI document', () => {
  const document = asyncApi(tellings, meanings());

  it('resolves every reference', () => {
    for (const [, ref] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = ref!.split('/').reduce((at, step) => (at as Record<string, unknown>)?.[step], document as unknown);
      expect([ref, typeof found]).toEqual([ref, 'object']);
    }
  });

  it('names the subject that the event travels on', () => {
    expect(document.channels['sales.unit-subscribed.v1']).toMatchObject({
      address: 'evt.sales.unit-subscribed.v1.{unitId}',
    });
  });
});
