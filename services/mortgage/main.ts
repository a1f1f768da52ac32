import { serve } from '#messaging/serve.js';
import { MortgageModule } from './module.js';

await serve('mortgage', MortgageModule);
