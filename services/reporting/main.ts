import { serve } from '#messaging/serve.js';
import { ReportingModule } from './module.js';

await serve('reporting', ReportingModule);
