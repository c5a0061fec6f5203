/** Where a document's own page is. */
export const documentPath = (document: { account_id: number; id: number }): string =>
  `/accounts/${document.account_id}/documents/${document.id}`

/** What an action on a document's page changes: all of it below the bar. */
export const region = { target: '#document', swap: 'outerHTML' } as const
