import type { Place } from '#src/documents/folders/tree.ts'
import type { ListProps } from './list.tsx'

/** Where a document's own page is. */
export const documentPath = (document: { account_id: number; id: number }): string =>
  `/accounts/${document.account_id}/documents/${document.id}`

/** What an action on a document's page changes: all of it below the bar. */
export const region = { target: '#document', swap: 'outerHTML' } as const

/** Where the list of a folder is, or that of an account's top. */
export const pathOf = ({ accountId, folder }: Pick<Place, 'accountId' | 'folder'>): string =>
  `/accounts/${accountId}/documents${folder ? `/folders/${folder.id}` : ''}`

/** The address of a page of the list. */
export function listAddress({ place, q, order }: Pick<ListProps, 'place' | 'q' | 'order'>, at?: string): string {
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  if (order !== 'name' && !q) query.set('order', order)
  if (at) query.set('at', at)
  return `${pathOf(place)}${query.size > 0 ? `?${query}` : ''}`
}
