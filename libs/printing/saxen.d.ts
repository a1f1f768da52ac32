/** The part of saxen that is used here; it brings no types. */
declare module 'saxen' {
  export class Parser {
    on(event: 'openTag', act: (name: string, attributes: () => Record<string, string>) => void): this;
    on(event: 'closeTag', act: (name: string) => void): this;
    on(event: 'text', act: (text: string, decode: (text: string) => string) => void): this;
    on(event: 'cdata' | 'attention', act: (text: string) => void): this;
    on(event: 'error' | 'warn', act: (error: Error) => void): this;
    parse(xml: string): Error | undefined;
    stop(): void;
  }
}
