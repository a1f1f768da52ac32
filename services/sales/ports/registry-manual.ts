import type { FilingStanding, Registry } from './registry.js';

/** A registry with a counter and no line: the clerk goes there and types in what it said (CON-6). Never asked. */
export class ManualRegistry implements Registry {
  readonly byHand = true;

  submit(): Promise<string> {
    return Promise.reject(new Error('the registry clerk hands it in'));
  }

  cancel(): Promise<FilingStanding> {
    return Promise.resolve({ state: 'submitted' });
  }

  standing(): Promise<FilingStanding> {
    return Promise.resolve({ state: 'submitted' });
  }
}
