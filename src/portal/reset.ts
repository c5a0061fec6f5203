import { type Actor, perform } from '#src/audit/audit.ts'
import { wasPostedRecently } from '#src/outbox/outbox.ts'
import type { Handler } from '#src/platform/queue/queue.ts'
import { sendPasswordReset } from './invitation.ts'
import { accountsOfLogin, findClientLoginById } from './login.ts'

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'forgotten client password': ForgottenClientPassword
  }
}

/** A client asked for a new password: of which login, where the address is anybody's. */
export interface ForgottenClientPassword {
  loginId: number | null
  by: Actor
}

/** Sends the link for a new password to a client for whom something is open, where none was sent just now. */
export const sendForgottenClientPassword: Handler<ForgottenClientPassword> = async (app, { loginId, by }) => {
  if (loginId === null) return
  await perform(app, by, async (act) => {
    const login = await findClientLoginById(act.trx, loginId)
    if (!login || (await accountsOfLogin(act.trx, loginId)).length === 0) return
    const { contact_id, email } = login
    if (await wasPostedRecently(act, { template: 'portal password reset', to: { contactId: contact_id }, email }))
      return
    const named = { ...act, by: { ...by, name: login.display_name } }
    await sendPasswordReset(named, { ...login, language: login.language ?? login.contact_language })
  })
}
