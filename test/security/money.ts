import type { Client } from '../../deploy/seed/client.ts';
import type { Stage } from '../stories/stage.ts';

type People = Record<string, Client>;
type Ids = Record<string, string>;

/** A record of each kind that money makes besides the first home's, each by whose work it is. */
export async function moneyRecords(_stage: Stage, _people: People, _ids: Ids): Promise<Ids> {
  return {};
}
