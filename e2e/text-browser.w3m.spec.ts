import { expect, test } from './w3m.ts'

test('a client is found, read and described', async ({ w3m, server }) => {
  await w3m.signIn('owner@ficha.example')
  expect(await w3m.open(`${server.url}/search?q=silva`)).toMatch(/Clients|Contacts/)
  const info = await w3m.open(`${server.url}/accounts/11/info`)
  expect(info).toContain('Account details')
  await w3m
    .press('description', { after: 'Contacts 1' })
    .catch(() => w3m.press('description', { after: 'Link a contact' }))
  await w3m.fill('Description of', 'Read by text')
  const saved = await w3m.press('Save', { after: 'Description of' })
  expect(saved).toContain('Saved.')
  expect(saved).toContain('Read by text')
})

test('the account, the team and the settings are readable', async ({ w3m, server }) => {
  await w3m.signIn('owner@ficha.example')
  for (const [path, says] of [
    ['/accounts', 'Agrícola Araújo'],
    ['/accounts/8', 'Latest changes'],
    ['/contacts', 'New contact'],
    ['/settings/team', 'Rita Fonseca'],
    ['/imports', 'CSV or vCard file'],
  ] as const)
    expect(await w3m.open(`${server.url}${path}`)).toContain(says)
})
