import { personal } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'FailedSignIn',
  tableName: 'failed_sign_in',
  properties: {
    id: p.uuid().primary(),
    address: personal(),
    personId: p.uuid().nullable(),
    at: p.datetime(),
  },
});

/** A wrong password or an unknown login, and from which address. */
export class FailedSignIn extends schema.class {}
schema.setClass(FailedSignIn);
