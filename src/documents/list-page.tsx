import type { Context } from 'hono'
import { placeIn } from '#src/documents/folders/tree.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer } from '#src/platform/web/answer.tsx'
import { searchText, toId } from '#src/platform/web/form.ts'
import { findProfile, type ProfileHead } from '#src/profile/head.ts'
import { staffOf, viewerOf } from '#src/staff/gate.ts'
import { DocumentList, DocumentListPage, type ListProps } from '#views/documents/list.tsx'
import { documentOrders, folderPage, searchPage } from './list.ts'
import type { Received } from './upload.ts'

/** What a request wants to see of an account's documents. */
export interface ListRequest {
  folderId: number | null
  q?: string | undefined
  order?: string | undefined
  at?: string | undefined
}

interface Shown {
  /** What became of the files that were sent. */
  received?: Received
  /** The form that sends files is open. */
  isAdding?: boolean
  /** Why nothing was done with what is ticked. */
  problem?: ListProps['problem']
}

/** Everything that a page of an account's documents shows. */
export async function listProps(
  c: Context,
  asked: ListRequest,
  shown: Shown = {},
): Promise<ListProps & { head: ProfileHead }> {
  const db = c.var.db
  const staff = staffOf(c)
  const { head } = await findProfile(db, staff, toId(c.req.param('id')))
  const place = await placeIn(c.var.app, staff, head.id, asked.folderId)
  const q = searchText(asked.q)
  const order = documentOrders.find((known) => known === asked.order) ?? 'name'
  const cursor = readCursor(asked.at)
  const page = q
    ? await searchPage(db, staff, head.id, q, cursor)
    : await folderPage(db, staff, head.id, asked.folderId, order, cursor)
  const at = cursor ? asked.at : undefined
  const most = c.var.app.config.mostDocumentBytes
  return { viewer: await viewerOf(c), head, place, q, order, at, most, ...page, ...shown }
}

/** The page of an account's documents, or for htmx the list alone. */
export async function answerList(
  c: Context,
  asked: ListRequest,
  shown: Shown = {},
  status: 200 | 413 | 422 | 507 = 200,
) {
  const props = await listProps(c, asked, shown)
  return answer(c, { page: <DocumentListPage {...props} />, part: <DocumentList {...props} />, status })
}
