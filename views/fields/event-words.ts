import { type EventWords, yesOrNo } from '../audit/words.ts'

export const fieldEvents = {
  kinds: {
    'custom field created': { en: 'created a custom field', pt: 'criou um campo personalizado' },
    'custom field changed': { en: 'changed a custom field', pt: 'alterou um campo personalizado' },
    'custom field deleted': { en: 'deleted a custom field', pt: 'eliminou um campo personalizado' },
    'custom field restored': { en: 'restored a custom field', pt: 'restaurou um campo personalizado' },
    'custom fields ordered': { en: 'reordered custom fields', pt: 'ordenou os campos personalizados' },
    'custom fields changed': { en: 'changed custom fields', pt: 'alterou campos personalizados', values: yesOrNo },
    'custom value restored': { en: 'restored an earlier value', pt: 'repôs um valor anterior', values: yesOrNo },
    'custom value revealed': { en: 'looked at an encrypted value', pt: 'consultou um valor cifrado' },
  },
  fields: {
    field: { en: 'Field', pt: 'Campo' },
    values: { en: 'Values', pt: 'Valores' },
    is_required: { en: 'Required', pt: 'Obrigatório', values: yesOrNo },
    is_encrypted: { en: 'Encrypted', pt: 'Cifrado', values: yesOrNo },
    help: { en: 'Help text', pt: 'Texto de ajuda' },
    heading: { en: 'Heading', pt: 'Título' },
    choices: { en: 'Choices', pt: 'Opções' },
    currency: { en: 'Currency', pt: 'Moeda' },
  },
} satisfies EventWords
