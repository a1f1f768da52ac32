/** Bodies of the routes of money besides those of the first home: see bodies.ts. */
export const moneyBodies: Record<string, object> = {};
