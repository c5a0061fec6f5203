import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { setTeam } from '#src/accounts/team.ts'
import { writeNote } from '#src/notes/note.ts'
import { dayIn, daysAfter, endOfWeek } from '#src/platform/language/calendar.ts'
import { setTaskStatus } from '#src/tasks/task.ts'
import { makeTask } from '#src/testing/tasks.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { tasksPerDay } from './day.ts'
import { groupOf } from './rules.ts'

describe('a day', () => {
  it('groups what is to be done by when', () => {
    const monday = '2026-11-23'
    const group = (due: string) => groupOf({ due }, monday)
    assert.equal(group('2026-11-22'), 'overdue')
    assert.equal(group(monday), 'today')
    assert.equal(group('2026-11-29'), 'this week')
    assert.equal(group('2026-11-30'), 'later')
    assert.equal(group(''), 'no date')
    assert.equal(groupOf({ due: '2026-11-30' }, '2026-11-29'), 'later', 'on a Sunday the week is over')
  })
})

for (const engine of engines)
  describe(`my day on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const day = async (who: number) => (await world.as(who)).get('/')

    it('is where one begins, and says so of nothing', async () => {
      const { nina } = world.people
      const page = await day(nina)
      assert.equal(page.status, 200)
      assert.match(page.html.querySelector('#my-tasks')!.text, /You have no open tasks/)
      assert.match(page.html.querySelector('#lately')!.text, /appear here/)
      const menu = page.html.querySelectorAll('.sidebar nav a').map((link) => link.text.trim())
      assert.deepEqual(menu.slice(0, 2), ['My day', 'Clients'])
      assert.equal(page.html.querySelectorAll('.sidebar nav [aria-current]').length, 1)
      assert.equal((await world.stranger().get('/')).location, '/sign-in')
    })

    it('shows what is given to me over all accounts that I see, by when it is due', async () => {
      const { eva, owner } = world.people
      const today = dayIn('Europe/Lisbon', world.app.now)
      const other = await world.openAccount('Second Ltd', [eva])
      const { seen, hidden } = world.accounts
      const make = (account: number, title: string, due: string, who = eva) =>
        makeTask(world, account, { title, due }, [who])
      await make(other, 'undated', '')
      await make(seen, 'late', daysAfter(today, -40))
      await make(other, 'now', today)
      await make(seen, 'far', daysAfter(endOfWeek(today), 1))
      await make(seen, 'of another', today, owner)
      const over = await make(seen, 'over', today)
      await world.perform((act) => setTaskStatus(act, over, 'planned', 'canceled'))
      await make(hidden, 'out of sight', today, owner)
      const page = await day(eva)
      assert.deepEqual(
        page.html.querySelectorAll('#my-tasks :is(h3, .task-title)').map((element) => element.text.trim()),
        ['Overdue', 'late', 'Today', 'now', 'Later', 'far', 'Without a date', 'undated'],
      )
      const late = page.html.querySelector('#my-tasks li')!
      assert.match(late.text, /Seen Family.*Overdue/s)
      assert.ok(late.querySelector(`a[href="/accounts/${seen}"]`))
      assert.ok(late.querySelector('form select'))
    })

    it('keeps nothing of an account that I no longer see', async () => {
      const { eva } = world.people
      const account = await world.openAccount('Lost Ltd', [eva])
      await makeTask(world, account, { title: 'lost with it' }, [eva])
      assert.match((await day(eva)).text, /lost with it/)
      await world.perform((act) => setTeam(act, account, [], [eva]))
      const page = await day(eva)
      assert.doesNotMatch(page.text, /lost with it|Lost Ltd/)
      await world.giveRights(eva, ['view all accounts'])
      assert.match((await day(eva)).text, /lost with it/)
      await world.giveRights(eva, [])
    })

    it('names the accounts that I opened, the latest first, and no more what I see no more', async () => {
      const { eva } = world.people
      const [first, second] = [await world.openAccount('First', [eva]), await world.openAccount('Next', [eva])]
      const browser = await world.as(eva)
      const open = async (account: number, more: { headers?: Record<string, string> } = {}) => {
        world.app.now = new Date(world.app.now.getTime() + 60_000)
        return browser.get(`/accounts/${account}`, more)
      }
      const names = async () => (await day(eva)).html.querySelectorAll('#lately li a').map((link) => link.text)
      for (const account of [first, second]) await open(account)
      await open(first, { headers: { 'sec-purpose': 'prefetch' } })
      assert.equal((await open(world.accounts.hidden)).status, 404)
      assert.deepEqual((await names()).slice(0, 2), ['Next', 'First'])
      await open(first)
      assert.deepEqual((await names()).slice(0, 2), ['Next', 'First'], 'to and fro within five minutes is one opening')
      world.app.now = new Date(world.app.now.getTime() + 300_000)
      await open(first)
      assert.deepEqual((await names()).slice(0, 2), ['First', 'Next'])
      await world.perform((act) => setTeam(act, first, [], [eva]))
      assert.equal((await names())[0], 'Next')
    })

    it('shows who has mentioned me', async () => {
      const { eva, owner } = world.people
      assert.match((await day(eva)).html.querySelector('#mentions')!.text, /No new mentions/)
      await world.perform((act) => writeNote(act, world.accounts.seen, owner, 'Look at this, @Eva Employee'))
      const page = await day(eva)
      assert.match(page.html.querySelector('#mentions')!.text, /Olga Owner.*Seen Family.*Unread.*Look at this/s)
      assert.ok(page.html.querySelector('#mentions form[action$="/opening"]'))
    })

    it('goes on over pages', async () => {
      const pal = await world.addPerson({ email: 'pal@firm.test', name: 'Pal Busy', role: 'admin' })
      for (let i = 0; i <= tasksPerDay; i++)
        await makeTask(world, world.accounts.seen, { title: `busy ${i}`, due: '2020-01-01' }, [pal])
      const browser = await world.as(pal)
      const first = await browser.get('/')
      assert.equal(first.html.querySelectorAll('.task').length, tasksPerDay)
      const next = await browser.get(first.html.querySelector('a[rel=next]')!.getAttribute('href')!)
      assert.deepEqual(
        next.html.querySelectorAll('.task-title').map((title) => title.text.trim()),
        [`busy ${tasksPerDay}`],
      )
      const back = next.html.querySelector('[name=back]')!.getAttribute('value')!
      assert.match(back, /^\/\?at=/)
      const status = next.html.querySelector('.task form')!.getAttribute('action')!
      const set = await browser.post(status, { status: 'on hold', was: 'planned', back })
      assert.ok(set.location?.startsWith(`${back}#task-`))
    })
  })
