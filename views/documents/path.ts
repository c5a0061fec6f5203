import type { Place } from '#src/documents/folders/tree.ts'
import { addressOf } from '#src/platform/web/list.ts'
import type { ListProps } from './list.tsx'

/** Where a document's own page is. */
export const documentPath = (document: { account_id: number; id: number }): string =>
  `/accounts/${document.account_id}/documents/${document.id}`

/** What an action on a document's page changes: all of it below the bar. */
export const region = { target: '#document', swap: 'outerHTML' } as const

/** Where the list of a folder is, or that of an account's top. */
export const pathOf = ({ accountId, folder }: Pick<Place, 'accountId' | 'folder'>): string =>
  `/accounts/${accountId}/documents${folder ? `/folders/${folder.id}` : ''}`

type Shown = Pick<ListProps, 'place' | 'q' | 'order'>

/** What the address of the list says. What is found is sorted by name alone. */
export const listParameters = ({ q, order }: Shown) => ({ q, order: q || order === 'name' ? '' : order })

/** The address of a page of the list. */
export const listAddress = (shown: Shown, at?: string): string =>
  addressOf(pathOf(shown.place), listParameters(shown), { at })
