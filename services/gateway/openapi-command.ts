import { generate } from '#contracts/generated.js';
import { openApi } from './openapi/document.js';
import { routes } from './routes/routes.js';

/** Writes docs/openapi.json; with --check it writes nothing and exits 1 when the file is stale. Needs no server. */
await generate({ 'docs/openapi.json': JSON.stringify(openApi(routes), null, 2) });
