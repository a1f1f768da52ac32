import type { Person } from '../local/people.ts';
import { Client } from './client.ts';
import { invoicing, putProjectOnSale, type ProjectWanted, type Team } from './project.ts';

/** Two projects with 300 units each, set up through the gateway's REST by the people whose work it is. */
export async function seedDemo(
  stack: { gatewayUrl: string; people: Person[] },
  onStep: (step: string, ms?: number) => void,
): Promise<void> {
  const team = await signInTeam(stack);
  for (const project of projects) {
    const begun = performance.now();
    onStep(`demo ${project.name}`);
    await putProjectOnSale(team, project);
    onStep(`demo ${project.name}`, Math.round(performance.now() - begun));
  }
}

export async function signInTeam(stack: { gatewayUrl: string; people: Person[] }): Promise<Team> {
  const signedIn = ['li', 'sun', 'zheng', 'qin', 'zhao'].map(async (login) => {
    const person = stack.people.find((one) => one.login === login);
    if (!person) throw new Error(`${login} is not among the people of this state folder`);
    return [login, await Client.signIn(stack.gatewayUrl, person)] as const;
  });
  return Object.fromEntries(await Promise.all(signedIn)) as Team;
}

const projects: ProjectWanted[] = [
  {
    ...{
      code: 'YH',
      name: '云湖花园',
      policy: { deposit: '20000.00', finance: { commission: { rate: '0.003' }, invoice: invoicing } },
    },
    buildings: [
      { code: '1', floors: 30, perFloor: 5 },
      { code: '2', floors: 30, perFloor: 5 },
    ],
  },
  {
    ...{ code: 'JT', name: '江庭', policy: { deposit: '50000.00', finance: { invoice: invoicing } } },
    buildings: [{ code: 'A', floors: 30, perFloor: 10 }],
  },
];
