import { serve } from '#messaging/serve.js';
import { MembershipModule } from './module.js';

await serve('membership', MembershipModule);
