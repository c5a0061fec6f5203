import type { Noun } from './firm.ts'

/** A third of the clients may log in, most of them do. */
export const portalOf: Noun =
  ({ bulk }) =>
  ({ id: account_id, contacts, created_at: at }) => {
    const opened = contacts.filter((contact) => contact.email && account_id % 3 === 0)
    const active = opened.filter((contact) => contact.id % 4 > 0)
    bulk.add('account_summary', { account_id, last_login_at: active.length > 0 ? at : '' })
    for (const { address } of opened)
      bulk.add('address_setting', { account_id, address_id: address, login: 1, signer: 1 })
    for (const { id, email } of active) {
      bulk.add('portal_login', {
        id,
        contact_id: id,
        email,
        email_key: email,
        password_hash: 'x',
        created_at: at,
        last_login_at: at,
      })
      bulk.add('portal_access', { account_id, login_id: id, created_at: at })
      bulk.add('portal_visit', { login_id: id, at, how: 'sign-in', address: '192.0.2.9' })
    }
  }
