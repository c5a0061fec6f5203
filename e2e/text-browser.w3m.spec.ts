import { demo } from './demo.ts'
import { expect, test } from './w3m.ts'

// They come last, and one after the other a single worker would go on while the other one has nothing more to do.
test.describe.configure({ mode: 'parallel' })

test('a client is found by the search, opened and read', async ({ w3m }) => {
  const list = await w3m.signIn('owner@ficha.example')
  expect(list).toContain('Sign out')
  expect(list).toContain('My tasks')
  await w3m.fill('Search clients and contacts', 'agricola')
  const results = await w3m.press('Search', { after: 'Search clients and contacts' })
  expect(results).toContain('Results for')
  expect(results).toContain('Agrícola')
  const overview = await w3m.press('Agrícola', { after: 'Results for' })
  expect(overview).toContain('Agrícola')
  expect(overview).toMatch(/Contacts \d/)
  expect(overview).toMatch(/@example\.(com|org)/)
  expect(overview).toContain('Latest changes')
  const info = await w3m.press('Info', { after: 'Overview' })
  for (const says of ['Client details', 'Link a contact', 'Related clients']) expect(info).toContain(says)
})

test('a contact is described on the page of its form', async ({ w3m, server }) => {
  const account = demo.account('Padaria Fonseca, Lda.')
  await w3m.signIn('owner@ficha.example')
  const info = await w3m.open(`${server.url}${account}/info`)
  const [link] = info.match(/(Add|Edit) description/)!
  await w3m.press(link)
  await w3m.fill('Description of', 'Read by text')
  const saved = await w3m.press('Save', { after: 'Description of' })
  expect(saved).toContain('Saved.')
  expect(saved).toContain('Read by text')
})

test('login is switched on and the invitation sent, by text alone', async ({ w3m, server }) => {
  const account = demo.account('Ruby Robinson')
  await w3m.signIn('owner@ficha.example')
  const info = await w3m.open(`${server.url}${account}/info`)
  const [email] = info.match(/\S+@example\.(com|org)/g)!.slice(-1)
  expect(info).toMatch(/Login.*Off.*Notify.*Off/s)
  const offered = await w3m.press('Off', { after: email! })
  expect(offered).toContain(`Login is on for ${email}.`)
  const sent = await w3m.press('Send invite', { after: 'Appears above the link' })
  expect(sent).toContain(`The invitation to ${email} is on its way.`)
  expect(sent).toContain('Invited')
})

test('clients are ticked and tagged in one go, by text alone', async ({ w3m, server }) => {
  await w3m.signIn('owner@ficha.example')
  await w3m.open(`${server.url}/accounts`)
  for (const name of ['Álvaro Moreira', 'Amelia Clarke']) await w3m.tick(name)
  expect(await w3m.press('Actions')).toContain('Actions for 2 clients')
  await w3m.tick('Family', { after: 'Add tags' })
  const preview = await w3m.press('See what will happen')
  expect(preview).toMatch(/Add the tag Family\s+2 of 2 clients/)
  let report = await w3m.press('Start', { after: 'Nothing has been changed yet' })
  for (let i = 0; i < 20 && !report.includes('Done.'); i++) report = await w3m.press('Refresh')
  expect(report).toMatch(/Amelia Clarke\s+Changed\s+• Tags/)
})

test('a custom field is filled in, and an ambiguous amount read back, by text alone', async ({ w3m, server }) => {
  const account = demo.account('Transportes Coelho, Lda.')
  await w3m.signIn('owner@ficha.example')
  await w3m.open(`${server.url}${account}/details/edit`)
  await w3m.fill('Monthly fee', '1.250')
  const asked = await w3m.press('Save', { after: 'Monthly fee' })
  expect(asked).toContain('This can be read in two ways.')
  expect(asked).toContain('What do you mean by 1.250?')
  await w3m.tick('€1,250.00', { after: 'What do you mean by' })
  const saved = await w3m.press('Save', { after: 'What do you mean by' })
  expect(saved).toContain('Saved.')
  expect(saved).toMatch(/Monthly fee\s+€1,250\.00\s+History/)
  const history = await w3m.press('History', { after: 'Monthly fee' })
  expect(history).toContain('History of Monthly fee')
  expect(history).toMatch(/→\s+€1,250\.00/)
})

test('a note is written, pinned and deleted, and a mention opened, by text alone', async ({ w3m, server }) => {
  const account = demo.account('Construções Azevedo, Lda.')
  await w3m.signIn('owner@ficha.example')
  await w3m.open(`${server.url}${account}/notes`)
  await w3m.write('Text', 'Came by *in person*\n- brought the papers', { after: 'Add note' })
  await w3m.choose('Mention', 'Martin Hale', { after: 'Add note' })
  const written = await w3m.press('Add note', { after: 'colleague' })
  for (const says of ['The note was added.', 'Came by in person', 'brought the papers @Martin Hale'])
    expect(written).toContain(says)
  const pinned = await w3m.press('Pin', { after: 'Words in the note' })
  expect(pinned).toContain('Pinned')
  const asked = await w3m.press('Delete', { after: 'Pinned' })
  expect(asked).toContain('Delete this note?')
  expect(await w3m.press('Delete', { after: 'from Activity' })).toContain('The note was deleted.')
  const mentions = await w3m.open(`${server.url}/mentions`)
  expect(mentions).toContain('Unread')
  expect(await w3m.press('Open', { after: 'Unread' })).toContain('All notes')
})

test('a task is written down and its status set, by text alone', async ({ w3m, server }) => {
  const account = demo.account('Construções Azevedo, Lda.')
  await w3m.signIn('owner@ficha.example')
  await w3m.open(`${server.url}${account}`)
  const form = await w3m.press('Add task')
  expect(form).toContain('New task for')
  await w3m.fill('Title', 'Read by text', { after: 'New task for' })
  await w3m.fill('Due', '31/02/2031', { after: 'New task for' })
  const refused = await w3m.press('Create task')
  expect(refused).toContain('This is not a date, like 31/12/2026.')
  expect(refused).toContain('31/02/2031')
  await w3m.fill('Due', '5.1.31', { after: 'Details' })
  const overview = await w3m.press('Create task')
  expect(overview).toContain('Read by text')
  expect(overview).toContain('05/01/2031')
  await w3m.open(`${server.url}${account}/tasks`)
  await w3m.choose('Status of Read by text', 'In review')
  const set = await w3m.press('Set', { after: 'Status of Read by text' })
  expect(set).toContain('Read by text: In review.')
})

test('a timer is started, read in the frame, and stopped with what was done', async ({ w3m, server }) => {
  const account = demo.account('Mariana Lopes')
  await w3m.signIn('owner@ficha.example')
  await w3m.open(`${server.url}${account}`)
  const started = await w3m.press('Start timer', { after: 'Time tracking' })
  expect(started).toContain('The timer is running on')
  expect(started).toMatch(/0:00 on /)
  await w3m.open(`${server.url}/time/timer`)
  await w3m.fill('What was done', 'Read by text')
  const stopped = await w3m.press('Stop and save time')
  expect(stopped).toContain('Stopped: 0:01 entered on')
  expect(stopped).toMatch(/Read by text.*Unbilled.*0:01/s)
  const week = await w3m.open(`${server.url}/time`)
  for (const says of ['By day', 'Monday', 'Total', 'Read by text']) expect(week).toContain(says)
})

test('a wrong password is said to be wrong', async ({ w3m }) => {
  expect(await w3m.signIn('owner@ficha.example', 'not the password')).toContain(
    'The e-mail address or the password is wrong.',
  )
})

test('the lists and the settings are readable', async ({ w3m, server }) => {
  const account = demo.account('Sílvia Coelho')
  await w3m.signIn('owner@ficha.example')
  for (const [path, says] of [
    ['/accounts', 'Álvaro Moreira'],
    [account, 'Latest changes'],
    ['/contacts', 'New contact'],
    ['/settings/team', 'Rita Fonseca'],
    ['/imports', 'CSV or vCard file'],
  ] as const)
    expect(await w3m.open(`${server.url}${path}`)).toContain(says)
})

test('a client makes a password behind the link of an invitation, and is in the portal', async ({ w3m, server }) => {
  await w3m.signIn()
  await w3m.open(`${server.url}/settings/mail`)
  // Of the table's narrow columns, as they are broken into lines.
  const shown = await w3m.press('Show', { after: 'Invitation to the client' })
  const [link] = /http\S+\/portal\/activation\/[\w-]+/.exec(shown)!
  const page = await w3m.open(`${link}?language=en`)
  expect(page).toContain('Your access to Almeida & Hale')
  expect(page).toContain('is also signed in in this browser')
  await w3m.fill('New password', 'a password of my own', { after: 'E-mail address' })
  await w3m.fill('Repeat new password', 'a password of my own')
  const home = await w3m.press('Set password', { after: 'Repeat new password' })
  for (const says of ['Your accounts', 'First sign-in', 'w3m']) expect(home).toContain(says)
  expect(await w3m.press('Sign out')).toContain('Client portal')
})

test('a chat is read and answered, and something kept among the staff, by text alone', async ({ w3m, server }) => {
  await w3m.signIn('owner@ficha.example')
  const chat = demo.chat('Sílvia Coelho', 'New employee from Monday')
  const thread = await w3m.open(`${server.url}${chat}`)
  expect(thread).toContain('Internal: the client can’t see it')
  expect(thread).toMatch(/To the client/)
  await w3m.write('Message to the client', 'By text alone')
  const sent = await w3m.press('Send to', { after: 'Message to the client' })
  expect(sent).toContain('Sent.')
  expect(sent).toContain('By text alone')
  await w3m.write('Internal message: the client can’t see it', 'Among us, by text', { after: 'Send to' })
  const saved = await w3m.press('Save internal message', { after: 'Send to' })
  expect(saved).toContain('The client can’t see it.')
  expect(saved).toMatch(/Internal: the client can’t see it.*\n(.*\n){0,3}.*Among us, by text/)
})
