import { serve } from '#messaging/serve.js';
import { FinanceModule } from './module.js';

await serve('finance', FinanceModule);
