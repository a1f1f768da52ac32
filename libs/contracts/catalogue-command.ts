import { asyncApi } from './asyncapi.js';
import { tellings } from './catalogue.js';
import { eventCatalogue } from './event-catalogue.js';
import { generate } from './generated.js';
import { listeners, meanings } from './sources.js';

/** Writes docs/events.md and docs/asyncapi.json; with --check it writes nothing and exits 1 when one is stale. */
await generate({
  'docs/events.md': eventCatalogue(tellings, { meanings: meanings(), listeners: listeners() }),
  'docs/asyncapi.json': JSON.stringify(asyncApi(tellings, meanings()), null, 2),
});
