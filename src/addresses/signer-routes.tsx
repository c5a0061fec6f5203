import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { profileIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { idField, parseForm, readPosted, several } from '#src/platform/web/form.ts'
import { readReordering, reordered } from '#src/platform/web/order.ts'
import { may, viewerOf } from '#src/staff/gate.ts'
import { SignerOrder } from '#views/addresses/signer-order.tsx'
import { words } from '#views/addresses/words.ts'
import { PanelPage } from '#views/links/link.tsx'
import { ContactsPanel } from '#views/links/list.tsx'
import { orderSigners, signersOf } from './signers.ts'

const orderForm = z.object({ was: several(idField) })

/** In which order those with LOGIN sign. */
export const signerRoutes = new Hono()

const panel = async (c: Context, mine?: Map<string, number>, status: 200 | 409 = 200) => {
  const { account, head } = await profileIn(c)
  const viewer = await viewerOf(c)
  const props = { viewer, accountId: account.id, signers: await signersOf(c.var.db, account.id), mine }
  return answer(c, {
    page: (
      <PanelPage viewer={viewer} head={head} title={words[viewer.language].signerOrder}>
        <SignerOrder {...props} />
      </PanelPage>
    ),
    part: (
      <ContactsPanel>
        <SignerOrder {...props} />
      </ContactsPanel>
    ),
    status,
  })
}

signerRoutes.get('/accounts/:id/signer-order', may('manage accounts'), (c) => panel(c))

signerRoutes.post('/accounts/:id/signer-order', may('manage accounts'), async (c) => {
  const { account } = await profileIn(c)
  const posted = await readPosted(c)
  const parsed = parseForm(orderForm, posted)
  const was = parsed.ok ? parsed.data.was : []
  const items = was.map(String)
  const wanted = reordered(items, readReordering(posted, items))
  try {
    await write(c, (act) => orderSigners(act, account.id, was, wanted.map(Number)))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return panel(c, new Map(wanted.map((item, i) => [item, i + 1])), 409)
  }
  const viewer = await viewerOf(c)
  return done(c, {
    to: `/accounts/${account.id}/signer-order`,
    flash: words[viewer.language].orderSaved,
    part: (
      <ContactsPanel>
        <SignerOrder viewer={viewer} accountId={account.id} signers={await signersOf(c.var.db, account.id)} />
      </ContactsPanel>
    ),
  })
})
