import { describe, partsOf, type Schema } from './describe.js';
import { nameOf, type Shape, type Telling } from './message.js';

/** What is known of events besides their contract, by class name. */
export interface Known {
  meanings: Map<string, string>;
  listeners: Map<string, string[]>;
}

/** The event catalogue as a page for people. */
export function eventCatalogue(tellings: Telling[], known: Known): string {
  const parts = new Map<string, Shape>();
  for (const telling of tellings) partsOf(telling, parts);
  return [
    '# Events 事件目录',
    introduction,
    table(
      ['Event', 'About', 'Heard by', 'What happened'],
      tellings.map((telling) => [
        `[${nameOf(telling)}](#${anchor(nameOf(telling))})`,
        `\`${telling.about}\``,
        heardBy(telling, known),
        meaningOf(telling, known),
      ]),
    ),
    ...tellings.map((telling) => section(telling, known)),
    '# Parts',
    ...[...parts].map(([name, shape]) => `## ${name}\n\n${fieldTable(shape)}`),
  ].join('\n\n');
}

const introduction = `
Every fact that services tell each other, generated from \`libs/contracts\`. Fields are added, never renamed; a break is
a new version beside the old. An event about an id reaches each listener in the order it was told about that id. On the
wire it is a CloudEvents envelope on \`evt.<type>.v<version>.<id>\`; one golden sample a version is in
\`libs/contracts/samples/\`. Machines read [asyncapi.json](asyncapi.json).`.trim();

function section(telling: Telling, known: Known): string {
  const facts = `Told by **${telling.service}**, about \`${telling.about}\`, heard by ${heardBy(telling, known)}.`;
  const words = [meaningOf(telling, known), facts].filter(Boolean).join('\n\n');
  return `## ${nameOf(telling)}\n\n${words}\n\n${fieldTable(telling)}`;
}

function heardBy(telling: Telling, { listeners }: Known): string {
  return listeners.get(telling.name)?.join(', ') ?? '—';
}

function meaningOf(telling: Telling, { meanings }: Known): string {
  return meanings.get(telling.name) ?? '';
}

function fieldTable(shape: Shape): string {
  const { properties = {}, required = [] } = describe(shape, { at: '#' });
  const rows = Object.entries(properties).map(([name, schema]) => [
    `\`${name}\`${required.includes(name) ? '' : ' (may be absent)'}`,
    typeOf(schema),
  ]);
  return table(['Field', 'Type'], rows);
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return `[${schema.$ref.slice(1)}](#${anchor(schema.$ref.slice(1))})`;
  if (schema.title) return schema.title;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  return schema.format === 'uuid' ? 'id' : (schema.type ?? 'any');
}

/** As GitHub makes it from a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
