import { refuse } from '#kernel/refusal.js';
import { Parser } from 'saxen';

/** An element of an XML document, without its namespace's prefix. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
}

/** How much of a document is read. */
export interface TreeLimits {
  elementsMax: number;
  depthMax: number;
}

/** Whether the bytes begin as XML does. */
export function isXml(bytes: Buffer): boolean {
  return /^\uFEFF?\s*</.test(bytes.subarray(0, 200).toString('utf8'));
}

/**
 * The root of an XML document in UTF-8 or GB18030. A document with a DOCTYPE is refused, so that there are no entities
 * but XML's own and nothing expands; so is what is deeper or larger than the limits (FIN-8.not-xml, FIN-8.too-large).
 */
export function treeIn(bytes: Buffer, limits: TreeLimits): Element {
  const top: Element = { name: '', attributes: {}, text: '', children: [] };
  const open = [top];
  let elements = 0;
  const parser = new Parser();
  parser.on('openTag', (name, attributes) => {
    if (++elements > limits.elementsMax || open.length > limits.depthMax) refuse('FIN-8.too-large', { ...limits });
    const element = { name: name.replace(/^.*:/, ''), attributes: { ...attributes() }, text: '', children: [] };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closeTag', () => void open.pop());
  parser.on('text', (text, decode) => void (open.at(-1)!.text += decode(text)));
  parser.on('cdata', (text) => void (open.at(-1)!.text += text));
  parser.on('attention', () => notXml('a DOCTYPE or another declaration'));
  parser.on('error', (error) => notXml(error.message));
  parser.parse(textOf(bytes));
  const [root, ...more] = top.children;
  if (!root || more.length > 0 || open.length !== 1) return notXml('not one whole document');
  return root;
}

function textOf(bytes: Buffer): string {
  const declared = /^[^>]*encoding=["']([\w-]+)["']/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1] ?? 'utf-8';
  const encoding = /^gb/i.test(declared) ? 'gb18030' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return notXml('neither UTF-8 nor GB18030 text');
  }
}

function notXml(problem: string): never {
  return refuse('FIN-8.not-xml', { problem: problem.slice(0, 200) });
}
