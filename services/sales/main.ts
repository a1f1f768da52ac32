import { serve } from '#messaging/serve.js';
import { SalesModule } from './module.js';

await serve('sales', SalesModule);
