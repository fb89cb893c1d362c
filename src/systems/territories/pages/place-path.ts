/** The address of a unit's page. A code alone does not name a unit, so the day stands beside it. */
export function placePath(code: string, date: string): string {
  return `/places/${code}?on=${date}`;
}
