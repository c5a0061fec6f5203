import { invite } from '#src/addresses/invite.ts'
import { setSwitch } from '#src/addresses/setting.ts'
import { addressesOf } from '#src/contacts/address.ts'
import { createContact } from '#src/contacts/contact.ts'
import { linkContact, linkedContacts } from '#src/links/link.ts'
import { activate } from '#src/portal/activation.ts'
import { issueInvitationToken } from '#src/portal/tokens.ts'
import { hashPassword } from '#src/staff/password.ts'
import { contactNamed, password, type World } from './world.ts'

/** Somebody whom the portal is for: an account of their own, and their address with LOGIN on. */
export interface Guest {
  accountId: number
  contactId: number
  addressId: number
  email: string
}

/** An account of its own, with one contact whose address has LOGIN on. Nobody is invited by that. */
export async function addGuest(world: World, name: string, team: number[] = []): Promise<Guest> {
  const email = `${name.toLowerCase()}@client.test`
  const accountId = await world.openAccount(`${name} & Sons`, team)
  const contactId = await world.perform(async (act) => {
    const id = await createContact(act, contactNamed(name, 'Client', email))
    return linkContact(act, accountId, { contactId: id })
  })
  const addressId = (await addressesOf(world.app.db.read, contactId))[0]!.id
  await world.perform((act) => setSwitch(act, accountId, addressId, 'login', true))
  return { accountId, contactId, addressId, email }
}

/** The first contact of an account. */
export const contactOf = async (world: World, accountId: number): Promise<number> =>
  (await linkedContacts(world.app.db.read, accountId))[0]!.id

/** The token of a guest's open invitation, as its mail would carry it. */
export async function newestToken(world: World, guest: Guest): Promise<string> {
  const invitation = await world.app.db.read
    .selectFrom('portal_invitation')
    .selectAll()
    .where('address_id', '=', guest.addressId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return world.perform((act) => issueInvitationToken(act.trx, invitation, act.at))
}

/** Invites a guest; gives the token that their mail would carry. */
export async function inviteGuest(world: World, guest: Guest, message = ''): Promise<string> {
  await world.perform((act) => invite(act, guest.accountId, guest.addressId, message))
  return newestToken(world, guest)
}

let passwordHash: Promise<string> | undefined

/** A guest who has made their login, with the password of everybody; gives its number too. */
export async function addClient(world: World, name: string, team?: number[]): Promise<Guest & { loginId: number }> {
  const guest = await addGuest(world, name, team)
  const token = await inviteGuest(world, guest)
  passwordHash ??= hashPassword(password)
  const chosen = { passwordHash: await passwordHash, language: null }
  return { ...guest, loginId: await world.perform((act) => activate(act, token, chosen)) }
}
