import { serve } from '#messaging/serve.js';
import { InventoryModule } from './module.js';

await serve('inventory', InventoryModule);
