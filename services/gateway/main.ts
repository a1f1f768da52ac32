import { runGateway } from './core/run.js';
import { GatewayModule } from './module.js';

await runGateway(GatewayModule);
