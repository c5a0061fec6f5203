import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { blankAccount } from '#src/accounts/account.ts'
import { setAccountRoles, setAccountTags, setTeam } from '#src/accounts/team.ts'
import { perform, systemActor } from '#src/audit/audit.ts'
import { blankContact } from '#src/contacts/contact.ts'
import { createFirm } from '#src/firm/firm.ts'
import { addImport, mapImport, mappingOf, readImport, startImport } from '#src/imports/import.ts'
import { type Linked, openAccount } from '#src/links/link.ts'
import type { App } from '#src/platform/app.ts'
import { addStaff, findStaff } from '#src/staff/staff.ts'
import { tagNamed } from '#src/tags/tag.ts'
import { emptyApp, engines } from '#src/testing/world.ts'
import { accountsAsCsv } from './export.ts'
import { readFilter } from './filter.ts'

/** A firm of that country with its owner and with Eva, and no account yet. */
async function firmIn(engine: 'sqlite' | 'postgres', country: string) {
  const app = await emptyApp(engine)
  const staff = await perform(app, systemActor, async (act) => {
    await createFirm(act, { name: 'Firm', country, language: 'en', time_zone: 'Europe/Lisbon' })
    const person = { passwordHash: 'none', language: 'en' as const }
    return {
      owner: await addStaff(act, { ...person, email: 'olga@firm.test', name: 'Olga Owner', role: 'owner' }),
      eva: await addStaff(act, { ...person, email: 'eva@firm.test', name: 'Eva Employee', role: 'employee' }),
    }
  })
  return { app, country, ...staff, ownerThere: (await findStaff(app.db.read, staff.owner))! }
}
type Firm = Awaited<ReturnType<typeof firmIn>>

const person = (first_name: string, last_name: string, emails: string[], phones: string[]): Linked => ({
  contact: {
    fields: { ...blankContact, first_name, last_name },
    emails,
    phones: phones.map((number) => ({ label: '', number })),
  },
})

/** A family, a company with more contacts than a row has room for, and one whose every text looks like a formula. */
async function fill({ app, owner, eva }: Firm): Promise<void> {
  await perform(app, systemActor, async (act) => {
    const maria: Linked = {
      description: '-Mother, "of two"',
      contact: {
        fields: {
          ...blankContact,
          first_name: 'Maria',
          last_name: 'da Silva',
          street: '=Rua 1',
          street_2: '2.º',
          city: 'Évora',
          postcode: '7000-001',
          region: 'Alentejo',
          country: 'PT',
          language: 'pt',
          birth_date: '1980-04-03',
          notes: '- first\n- second; "quoted", and more',
        },
        emails: ['maria@silva.test', 'm.silva@work.test'],
        phones: [
          { label: 'mobile', number: '+351 912 345 678' },
          { label: '', number: '+351-212-345-678' },
        ],
      },
    }
    const family = await openAccount(act, { fields: { ...blankAccount, name: 'Silva; Família' }, contacts: [maria] })
    await setAccountTags(act, family.id, [await tagNamed(act, 'VAT, monthly', 'slate')])
    await setTeam(act, family.id, [eva, owner])
    const company = await openAccount(act, {
      fields: {
        ...blankAccount,
        name: 'Old & Sons',
        type: 'company',
        company_name: 'Old & Sons, Lda.',
        company_street: 'High Street 1',
        company_city: 'Leeds',
        company_postcode: 'LS1',
        company_region: 'Yorkshire',
        company_country: 'GB',
        tax_country: 'GB',
        tax_id: 'GB999999973',
      },
      contacts: Array.from({ length: 6 }, (_, i) => person(`Son ${i}`, 'Old', [`son${i}@old.test`], ['020 7946 0958'])),
    })
    await setAccountTags(act, company.id, [
      await tagNamed(act, 'VAT, monthly', 'slate'),
      await tagNamed(act, 'Late', 'slate'),
    ])
    await setAccountRoles(act, company.id, { preparer: eva, reviewer: owner })
    await openAccount(act, {
      fields: { ...blankAccount, name: '=HYPERLINK("http://evil.test")' },
      contacts: [person('+1+1', '@evil', ['minus@evil.test'], []), person("'=Quoted", '-2', ['quoted@evil.test'], [])],
    })
  })
}

async function exported({ app, country, ownerThere }: Firm, language: 'en' | 'pt'): Promise<Buffer> {
  return buffer(accountsAsCsv(app.db.read, ownerThere, readFilter(new URLSearchParams()), language, country))
}

async function imported({ app, owner }: Firm, bytes: Buffer): Promise<void> {
  const { hash } = await app.files.put(Readable.from([bytes]), 1_000_000)
  const read = await readImport(app, { name: 'accounts.csv', hash })
  assert.equal(read.problem, null)
  const by = { ...systemActor, staffId: owner }
  const id = await perform(app, by, async (act) => {
    const added = await addImport(act, read)
    await mapImport(act, added, read.mapping!, { order: 'dmy', existing: 'fill' })
    await startImport(act, added, 10)
    return added
  })
  await app.queue.drain(app)
  const one = await app.db.read.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const rejections = await app.db.read.selectFrom('import_rejection').select('problems').execute()
  assert.deepEqual(rejections, [])
  assert.equal(one.status, 'done')
  assert.equal(mappingOf(one).filter((key) => key === null).length, 1, 'all but the day of archival is imported')
}

/** All that a firm keeps of its accounts and contacts, without the numbers of rows. */
async function kept({ db }: App) {
  const accounts = await db.read
    .selectFrom('account')
    .select(['short_id', 'name', 'type', 'company_name', 'company_street', 'company_city', 'company_postcode'])
    .select(['company_region', 'company_country', 'tax_country', 'tax_id', 'sort_name'])
    .orderBy('short_id')
    .execute()
  const contacts = await db.read
    .selectFrom('contact')
    .innerJoin('link', 'link.contact_id', 'contact.id')
    .innerJoin('account', 'account.id', 'link.account_id')
    .select([
      'account.short_id',
      'link.description',
      'first_name',
      'last_name',
      'company',
      'street',
      'street_2',
      'city',
    ])
    .select(['postcode', 'region', 'country', 'contact.language', 'birth_date', 'notes'])
    .orderBy('account.short_id')
    .orderBy('contact.sort_name')
    .execute()
  const addresses = await db.read.selectFrom('address').select(['email', 'is_primary']).orderBy('email').execute()
  const phones = await db.read
    .selectFrom('phone')
    .innerJoin('contact', 'contact.id', 'phone.contact_id')
    .select(['contact.sort_name', 'position', 'label', 'number'])
    .orderBy('contact.sort_name')
    .orderBy('position')
    .execute()
  const tags = await db.read
    .selectFrom('account_tag')
    .innerJoin('tag', 'tag.id', 'account_tag.tag_id')
    .innerJoin('account', 'account.id', 'account_tag.account_id')
    .select(['account.short_id', 'tag.name'])
    .orderBy('account.short_id')
    .orderBy('tag.name')
    .execute()
  const team = await db.read
    .selectFrom('account_team')
    .innerJoin('account', 'account.id', 'account_team.account_id')
    .innerJoin('staff', 'staff.id', 'account_team.staff_id')
    .select(['account.short_id', 'staff.email'])
    .orderBy('account.short_id')
    .orderBy('staff.email')
    .execute()
  const roles = await db.read
    .selectFrom('account_role')
    .innerJoin('account', 'account.id', 'account_role.account_id')
    .innerJoin('staff', 'staff.id', 'account_role.staff_id')
    .select(['account.short_id', 'account_role.role', 'staff.email'])
    .orderBy('account_role.role')
    .execute()
  return { accounts, contacts, addresses, phones, tags, team, roles }
}

for (const engine of engines)
  describe(`accounts that are exported on ${engine}`, () => {
    for (const [country, language] of [
      ['PT', 'pt'],
      ['GB', 'en'],
      ['CH', 'en'],
    ] as const)
      it(`can be imported into an empty firm in ${country}, in ${language}, and are the same there`, async () => {
        const [here, there] = [await firmIn(engine, country), await firmIn(engine, country)]
        await fill(here)
        await imported(there, await exported(here, language))
        assert.deepEqual(await kept(there.app), await kept(here.app))
        assert.equal(String(await exported(there, language)), String(await exported(here, language)))
      })
  })
