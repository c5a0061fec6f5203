import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** The pages that the owner of the demo firm sees, by what they are about. */
export const pages = {
  'a client': [
    '/accounts/8',
    '/accounts/8/info',
    '/accounts/8/details/edit',
    '/accounts/8/photo/edit',
    '/accounts/8/activity',
    '/accounts/8/logins',
    '/accounts/8/notes',
    '/mentions',
    '/accounts/8/fields/1/history',
    '/accounts/8/groups/edit',
    '/accounts/8/tasks',
    '/accounts/8/tasks/new',
    '/accounts/8/tasks/16',
    '/accounts/8/documents/11/versions',
    '/accounts/8/documents/131',
    '/accounts/8/documents/183/history',
    '/accounts/8/documents/189',
    '/accounts/8/tasks/16/edit',
    '/accounts/8/tasks/16/removal',
    '/accounts/8/tasks/16/subtasks/order',
    '/accounts/8/chats',
    '/accounts/8/chats/new',
    '/accounts/8/chats/16',
    '/accounts/8/documents',
    '/accounts/8/documents?q=a',
    '/accounts/8/documents/folders/new',
    '/accounts/8/documents/trash',
    '/accounts/8/links/new?q=silva',
    '/accounts/8/links/contacts/new',
    '/accounts/8/signer-order',
    '/accounts/8/jobs',
    '/accounts/8/jobs/new',
    '/me/overview',
    '/accounts/22/time',
    '/accounts/22/time/new',
  ],
  lists: [
    '/',
    '/accounts',
    '/accounts?show=archived',
    '/accounts?type=company',
    '/bulk',
    '/bulk/new?account=8&account=9',
    '/accounts/new',
    '/accounts/new?q=silva',
    '/contacts',
    '/contacts/12',
    '/contacts/12/edit',
    '/contacts/new',
    '/contacts/duplicates',
    '/contacts/12/merge?q=silva',
    '/contacts/12/merge/13',
    '/contacts/12/erasure',
    '/chats',
    '/chats?show=active',
    '/groups',
    '/groups/1',
    '/groups/1/details/edit',
    '/groups/1/accounts/new?q=silva',
    '/groups/1/removal',
    '/groups/new',
    '/search?q=silva',
    '/jobs',
    '/jobs?pipeline=1&show=all',
    '/jobs/board',
    '/time?person=all',
    '/time?q=silva',
  ],
  settings: [
    '/access-requests',
    '/imports',
    '/activity',
    '/settings',
    '/settings/team',
    '/settings/team/3',
    '/settings/team/new',
    '/settings/tags',
    '/settings/fields',
    '/settings/fields/new',
    '/settings/fields/1/edit',
    '/settings/fields/1/removal',
    '/settings/pipelines',
    '/settings/pipelines/new',
    '/settings/pipelines/1',
    '/settings/pipelines/1/edit',
    '/settings/pipelines/1/stages/2/edit',
    '/settings/pipelines/1/stages/1/removal',
    '/settings/services',
    '/settings/services/1/edit',
    '/settings/firm',
    '/settings/mail',
    '/settings/queue',
    '/me',
  ],
}

export const subjects = Object.keys(pages) as (keyof typeof pages)[]

/** The pages of somebody who has not signed in. */
export const publicPages = [
  '/sign-in',
  '/password-reset',
  '/nowhere',
  '/portal/sign-in',
  '/portal/password-reset',
  `/portal/activation/${'x'.repeat(43)}`,
]

/** The pages of a client who is in the portal. */
export const clientPages = [
  '/portal',
  '/portal/nowhere',
  '/portal/accounts/8/tasks',
  '/portal/accounts/8/documents',
  '/portal/accounts/8/chats',
  '/portal/accounts/8/chats/new',
  '/portal/accounts/8/chats/16',
]

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What the page that is open violates of WCAG 2.2 AA, each with its place. */
export async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(rules).analyze()
  return found.violations.map(
    ({ id, nodes }) => `${page.url()}: ${id} at ${nodes.map((node) => node.target).join(', ')}`,
  )
}

/** The same of several pages, one after the other. */
export async function violationsOf(page: Page, paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    await page.goto(path)
    found.push(...(await violations(page)))
  }
  return found
}
