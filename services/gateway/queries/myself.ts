import { type Myself, WhoAmI } from '#contracts/gateway.js';
import { Injectable } from '@nestjs/common';
import { Does, type Doing } from '../core/does.js';
import { myself } from '../core/myself.js';

@Injectable()
export class MyselfQuery {
  @Does(WhoAmI)
  async whoAmI({ caller }: Doing<WhoAmI>): Promise<Myself> {
    return myself(caller!);
  }
}
