import { serve } from '#messaging/serve.js';
import { HandoverModule } from './module.js';

await serve('handover', HandoverModule);
