import { actorKeys } from '../local/actor-keys.ts';
import { databaseUrls } from '../local/databases.ts';
import { seedPeople } from '../local/people.ts';
import type { Surroundings } from '../local/processes.ts';
import { secretsOf } from '../local/secrets.ts';
import { seedFile } from '../nats/configuration.ts';
import { adminUrl, state } from './state.ts';

// The cast of people, once an installation; passwords are shown by the first run only (`docker compose logs people`).
const known = secretsOf(state).get('people') !== undefined;
const people = await seedPeople({
  dir: state,
  services: ['gateway'],
  urlOf: databaseUrls(adminUrl(), state),
  nats: { url: process.env['NATS_URL'] ?? 'nats://nats:4222', seedFile: (user) => seedFile(state, user) },
  keys: actorKeys(state),
} as Surroundings);
if (known) console.log('people are there already; their passwords were shown once');
else for (const { login, password, name, roles } of people) console.log(login, password, name, roles.join(' '));
