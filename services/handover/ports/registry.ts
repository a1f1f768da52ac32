import { askOutside } from '#messaging/outside.js';
import { Injectable } from '@nestjs/common';
import type { Standing } from '../rules/title.js';

/** The housing registry, as far as titles go (section 8). Asking again does no harm. Reads REGISTRY_URL. */
@Injectable()
export class Registry {
  /** Hands a title in under this reference; resolves to the registry's own number. Throws OutsideUnavailable. */
  async file(title: { reference: string; unit: string; papers: string[] }): Promise<string> {
    const body = { ...title, kind: 'title' };
    const { registryReference } = await askOutside<{ registryReference: string }>(at('/filings'), {
      ...{ key: `title ${title.reference}`, body },
    });
    return registryReference;
  }

  /** How it stands with what was handed in. Throws OutsideUnavailable. */
  standing(reference: string): Promise<Standing> {
    return askOutside<Standing>(at(`/filings/${reference}`));
  }
}

function at(path: string): string {
  return new URL(path, process.env.REGISTRY_URL).href;
}
