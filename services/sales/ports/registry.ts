import { askOutside } from '#messaging/outside.js';
import { Injectable } from '@nestjs/common';

/** How a filing stands at the registry. */
export interface FilingStanding {
  state: 'submitted' | 'registered' | 'refused' | 'cancelled';
  number?: string;
  registeredAt?: string;
  reason?: string;
}

/** The housing registry over HTTP (REGISTRY_URL). Throws OutsideUnavailable; asking again does no harm. */
@Injectable()
export class Registry {
  /** Hands a contract in under our own reference; the registry's own comes back. */
  async submit(filing: { reference: string; unit: string }): Promise<string> {
    const asked = { key: filing.reference, body: { ...filing, kind: 'contract' } };
    const { registryReference } = await askOutside<{ registryReference: string }>(filings(), asked);
    return registryReference;
  }

  /** Has what is on file cancelled, once; how it stands then (CON-4). */
  cancel(reference: string): Promise<FilingStanding> {
    const place = `${filings()}/${encodeURIComponent(reference)}/cancellation`;
    return askOutside<FilingStanding>(place, { key: `${reference}.cancellation`, body: {} });
  }

  /** How it stands now, whatever notices came late, twice or not at all. */
  standing(reference: string): Promise<FilingStanding> {
    return askOutside<FilingStanding>(`${filings()}/${encodeURIComponent(reference)}`);
  }
}

function filings(): string {
  return `${process.env.REGISTRY_URL}/filings`;
}
