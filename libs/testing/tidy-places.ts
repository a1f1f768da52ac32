import { basename } from 'node:path';
import type { TidyRule } from './tidy.js';

const rooms = ['commands', 'queries', 'reactions', 'entities', 'rules', 'migrations', 'ports'];

/** The gateway speaks HTTP, and so has rooms of its own. */
const gatewayRooms = [...rooms, 'core', 'routes', 'openapi', 'pages'];

const libs = ['kernel', 'contracts', 'permissions', 'messaging', 'persistence', 'printing', 'telemetry', 'testing'];

const services = [
  ...['gateway', 'dashboard', 'inventory', 'sales', 'finance', 'mortgage', 'handover', 'membership', 'reporting'],
];

/** Where things are. */
export const placeRules: Record<string, TidyRule> = {
  'there is no drawer for odds and ends': ({ path }) => {
    const forbidden = /(^|\/)(utils?|helpers?|dtos?|mappers?|interfaces?|constants?|common|shared|misc)(\/|\.ts$)/;
    return forbidden.test(path) ? ['name it for what it is'] : [];
  },

  'there is no index.ts': ({ path }) => (/^index\.[tj]sx?$/.test(basename(path)) ? ['import from where it is'] : []),

  'a service has its rooms and no others': ({ path }) => {
    const [top, service = '', room, file] = path.split('/');
    if (top !== 'services' || service === 'dashboard') return [];
    if (!services.includes(service)) return ['is in no service'];
    if (file === undefined)
      return /^(main|module|people-seed|refold|\w+-command)\.ts$/.test(room ?? '') ? [] : ['is in no room'];
    return (service === 'gateway' ? gatewayRooms : rooms).includes(room ?? '') ? [] : [`${room} is no room`];
  },

  'nothing nests deeper than a room': ({ path }) => {
    const deepest = path.startsWith('services/') ? 4 : 3;
    const parts = path.split('/').length;
    if (!/^(services|libs)\//.test(path) || path.startsWith('services/dashboard/')) return [];
    return parts > deepest && !/^libs\/contracts\/(refusals|samples)\/[^/]+$/.test(path) ? ['nests too deep'] : [];
  },

  'a library is one of eight': ({ path }) => {
    const [top, lib] = path.split('/');
    return top === 'libs' && !libs.includes(lib ?? '') ? [`${lib} is none of them`] : [];
  },
};
