/**
 * Whether an account's clients get into the portal: someone can log in; LOGIN is on for someone, and nobody has made a login yet;
 * neither. Derived each time and stored nowhere. An archived account's clients have lost the portal, so it is not activated.
 */
export const portalStates = ['activated', 'pending', 'not activated'] as const
export type PortalState = (typeof portalStates)[number]

/** Where a section of an account is in the portal. */
export const portalPath = (accountId: number, name: string): string => `/portal/accounts/${accountId}/${name}`
