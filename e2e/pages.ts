/** The pages that the owner of the demo firm sees, by what they are about. */
export const pages = {
  'a client': [
    '/accounts/8',
    '/accounts/8/info',
    '/accounts/8/details/edit',
    '/accounts/8/team/edit',
    '/accounts/8/tags/edit',
    '/accounts/8/activity',
    '/accounts/8/links/new?q=silva',
    '/accounts/8/links/contacts/new',
  ],
  lists: [
    '/accounts',
    '/accounts?show=archived',
    '/accounts?type=company',
    '/accounts/new',
    '/accounts/new?q=silva',
    '/contacts',
    '/contacts/12',
    '/contacts/12/edit',
    '/contacts/new',
    '/search?q=silva',
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
    '/settings/firm',
    '/settings/mail',
    '/me',
  ],
}

export const subjects = Object.keys(pages) as (keyof typeof pages)[]
