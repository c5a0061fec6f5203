/** How the firm writes a person's name: João Silva; Silva, João; Silva João. */
export const nameFormats = ['first last', 'last, first', 'last first'] as const
export type NameFormat = (typeof nameFormats)[number]

export const countries = [
  'PT',
  'GB',
  'IE',
  'US',
  'ES',
  'FR',
  'DE',
  'BR',
  'AO',
  'MZ',
  'CV',
  'LU',
  'CH',
  'NL',
  'BE',
  'IT',
] as const
export const timeZones = [
  'Europe/Lisbon',
  'Atlantic/Azores',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Madrid',
  'Europe/Paris',
  'Europe/Luxembourg',
  'Africa/Luanda',
  'Africa/Maputo',
  'Atlantic/Cape_Verde',
  'America/Sao_Paulo',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'UTC',
] as const
