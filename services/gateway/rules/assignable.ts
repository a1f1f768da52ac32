/** A role in projects, or in all of them. */
interface Given {
  role: string;
  projects: string[] | '*';
}

/** The projects that somebody administers by these grants. */
export function administered(grants: { projects: string[] | '*' }[]): string[] | '*' {
  const all = grants.flatMap(({ projects }) => projects);
  return all.includes('*') ? '*' : all;
}

/**
 * The first assignment that an administrator of `own` projects cannot give, if any: one in other projects, or a role
 * that reaches every project by itself.
 */
export function beyond<G extends Given>(given: G[], own: string[] | '*', companyWide: (role: G['role']) => boolean) {
  if (own === '*') return undefined;
  const covered = ({ projects }: G) => projects !== '*' && projects.every((project) => own.includes(project));
  return given.find((assignment) => companyWide(assignment.role) || !covered(assignment));
}
