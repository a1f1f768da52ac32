import { type DiscoveryService, MetadataScanner } from '@nestjs/core';

/** Every method of every provider that a decorator marked under `key`, bound to its instance, with the mark. */
export function methodsMarked<Mark>(discovery: DiscoveryService, key: symbol): { mark: Mark; call: Method }[] {
  return discovery.getProviders().flatMap(({ instance }) => {
    const prototype = typeof instance === 'object' && instance !== null ? Object.getPrototypeOf(instance) : null;
    if (!prototype || prototype === Object.prototype) return [];
    return new MetadataScanner().getAllMethodNames(prototype).flatMap((method) => {
      const mark = Reflect.getMetadata(key, prototype, method) as Mark | undefined;
      return mark === undefined ? [] : [{ mark, call: (instance[method] as Method).bind(instance) }];
    });
  });
}

type Method = (...args: never[]) => Promise<void>;
