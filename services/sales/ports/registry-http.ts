import { askOutside } from '#messaging/outside.js';
import type { FilingStanding, Registry } from './registry.js';

/** The housing registry over HTTP (REGISTRY_URL). */
export class HttpRegistry implements Registry {
  readonly byHand = false;

  async submit(filing: { reference: string; unit: string }): Promise<string> {
    const asked = { key: filing.reference, body: { ...filing, kind: 'contract' } };
    const { registryReference } = await askOutside<{ registryReference: string }>(filings(), asked);
    return registryReference;
  }

  cancel(reference: string): Promise<FilingStanding> {
    const place = `${filings()}/${encodeURIComponent(reference)}/cancellation`;
    return askOutside<FilingStanding>(place, { key: `${reference}.cancellation`, body: {} });
  }

  standing(reference: string): Promise<FilingStanding> {
    return askOutside<FilingStanding>(`${filings()}/${encodeURIComponent(reference)}`);
  }
}

function filings(): string {
  return `${process.env.REGISTRY_URL}/filings`;
}
